import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  wirePicturePostSchema,
  wireUploadAskSchema,
  type WirePictureLink,
  type WireUpload,
} from '#shared/core/wire-picture.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { lookAtPicture, pictureLimits } from '#shared/picture/sniff.ts';
import { refusal, reply, type Reply } from './reply.ts';
import { isoAt } from './sample-time.ts';
import { uploadPage } from './upload-page.ts';

interface Upload {
  readonly uploadId: string;
  readonly secret: string;
  readonly expiresAt: number;
  picture: { readonly contentType: string; readonly bytes: Buffer } | null;
}

/** The sandbox core's place for pictures: links for callers, and what they leave there. In memory: a restart forgets them. */
export interface PictureDesk {
  ask(key: string, body: unknown): Reply;
  state(uploadId: string): Reply;
  picture(uploadId: string): Reply;
  post(key: string, body: unknown): Reply;
  /** Paths that callers open without a token. */
  isPublic(path: string): boolean;
  serve(request: IncomingMessage, response: ServerResponse, path: string): void;
}

const uploadForMs = 15 * 60_000;
const pictureForMs = 24 * 3_600_000;

export function createPictureDesk(deps: { readonly clock: Clock; readonly base: () => string }): PictureDesk {
  const { clock } = deps;
  const uploads = new Map<string, Upload>();
  const posted = new Map<
    string,
    { readonly secret: string; readonly bytes: Buffer; readonly until: number }
  >();
  const secret = (): string => randomBytes(18).toString('base64url');
  /** Not the key itself: ids are told around. */
  const idOf = (kind: string, key: string): string =>
    `${kind}-${createHash('sha256').update(key).digest('hex').slice(0, 20)}`;
  const stateOf = (upload: Upload): WireUpload => ({
    uploadId: upload.uploadId,
    url: `${deps.base()}/u/${upload.secret}`,
    expiresAt: isoAt(upload.expiresAt),
    state: upload.picture ? 'received' : clock.now() > upload.expiresAt ? 'expired' : 'waiting',
  });
  const take = (upload: Upload, bytes: Buffer, answer: (status: number, text: string) => void): void => {
    const facts = lookAtPicture(bytes);
    if (typeof facts === 'string') return answer(415, facts);
    if (stateOf(upload).state !== 'waiting') return answer(410, 'gone');
    upload.picture = { contentType: facts.type, bytes };
    answer(201, 'ok');
  };

  return {
    ask(key, body) {
      if (!wireUploadAskSchema.safeParse(body).success) return refusal(400, 'badRequest', 'bad question');
      const uploadId = idOf('up', key);
      const upload = uploads.get(uploadId) ?? {
        uploadId,
        secret: secret(),
        expiresAt: clock.now() + uploadForMs,
        picture: null,
      };
      uploads.set(uploadId, upload);
      return reply(201, stateOf(upload));
    },
    state(uploadId) {
      const upload = uploads.get(uploadId);
      return upload ? reply(200, stateOf(upload)) : refusal(404, 'uploadUnknown', 'no such upload');
    },
    picture(uploadId) {
      const picture = uploads.get(uploadId)?.picture;
      return picture
        ? reply(200, { contentType: picture.contentType, data: picture.bytes.toString('base64') })
        : refusal(404, 'noPicture', 'nothing was left there');
    },
    post(key, body) {
      const picture = wirePicturePostSchema.safeParse(body);
      if (!picture.success) return refusal(400, 'badRequest', 'bad picture');
      const pictureId = idOf('pic', key);
      const until = clock.now() + pictureForMs;
      const bytes = Buffer.from(picture.data.data, 'base64');
      const kept = posted.get(pictureId) ?? { secret: secret(), bytes, until };
      posted.set(pictureId, kept);
      const url = `${deps.base()}/p/${kept.secret}`;
      return reply(201, { pictureId, url, expiresAt: isoAt(kept.until) } satisfies WirePictureLink);
    },
    isPublic: (path) => /^\/[up]\/[\w-]+$/.test(path),
    serve(request, response, path) {
      const answer = (status: number, text: string | Buffer, type = 'text/plain'): void => {
        response.writeHead(status, {
          'content-type': type,
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
          'content-security-policy':
            "default-src 'none'; script-src 'self' 'unsafe-inline'; connect-src 'self'; style-src 'unsafe-inline'",
        });
        response.end(text);
      };
      const given = path.slice(3);
      if (path.startsWith('/p/')) {
        const picture = [...posted.values()].find((one) => one.secret === given && one.until > clock.now());
        return picture ? answer(200, picture.bytes, 'image/png') : answer(404, 'gone');
      }
      const upload = [...uploads.values()].find((one) => one.secret === given);
      if (upload === undefined) return answer(404, 'gone');
      if (request.method === 'GET') return answer(200, uploadPage, 'text/html; charset=utf-8');
      if (request.method !== 'PUT') return answer(405, 'PUT');
      readBytes(request, (bytes) => (bytes === null ? answer(413, 'tooLarge') : take(upload, bytes, answer)));
    },
  };
}

function readBytes(request: IncomingMessage, done: (bytes: Buffer | null) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= pictureLimits.bytes) chunks.push(chunk);
  });
  request.once('end', () => done(size > pictureLimits.bytes ? null : Buffer.concat(chunks)));
}
