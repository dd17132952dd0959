import { idempotencyHeader } from '#shared/core/wire-hold.ts';
import { wirePictureLinkSchema, wirePictureSchema, wireUploadSchema } from '#shared/core/wire-picture.ts';
import type { HttpClient, HttpRequest } from './http.ts';
import type { PictureGateway } from './ports.ts';
import { readAnswer } from './read-answer.ts';

/** A picture is larger than any other answer and takes longer. */
const pictureMs = 20_000;
const linkMs = 5_000;
const mostBytes = 12_000_000;

/** Links for the caller's screenshot, the picture that came, and the one that goes back. */
export function createPictures(http: HttpClient): PictureGateway {
  const post = (path: string, key: string, body: unknown, timeoutMs: number): HttpRequest => ({
    method: 'POST',
    path,
    body,
    headers: { [idempotencyHeader]: key },
    repeatable: true,
    timeoutMs,
  });
  const get = (path: string, timeoutMs: number): HttpRequest => ({
    method: 'GET',
    path,
    repeatable: true,
    timeoutMs,
    maxAnswerBytes: mostBytes,
  });
  const ofUpload = (uploadId: string, part = ''): string =>
    `v1/uploads/${encodeURIComponent(uploadId)}${part}`;
  return {
    openUpload: async (key, ask) =>
      readAnswer(wireUploadSchema, await http.send(post('v1/uploads', key, ask, linkMs)), linkMs),
    upload: async (uploadId) =>
      readAnswer(wireUploadSchema, await http.send(get(ofUpload(uploadId), linkMs)), linkMs),
    uploadedPicture: async (uploadId) =>
      readAnswer(
        wirePictureSchema,
        await http.send(get(ofUpload(uploadId, '/picture'), pictureMs)),
        pictureMs,
      ),
    postPicture: async (key, picture) =>
      readAnswer(
        wirePictureLinkSchema,
        await http.send(post('v1/pictures', key, picture, pictureMs)),
        pictureMs,
      ),
  };
}
