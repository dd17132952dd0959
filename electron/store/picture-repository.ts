import { z } from 'zod';
import type { PictureRepository, StoredPicture } from '#electron/picture/ports.ts';
import { callPictureSchema } from '#shared/picture/contract.ts';
import type { Db } from './db.ts';

const storedSchema = z.strictObject({
  item: callPictureSchema,
  uploadId: z.string(),
  uploadUrl: z.string(),
  returnUrl: z.string(),
});
const read = (text: string): StoredPicture => storedSchema.parse(JSON.parse(text));

/** Pictures in `call_picture`, their bytes beside them so that a list reads none. */
export function createPictureRepository(db: Db): PictureRepository {
  const save = db.prepare<[string, string, number, string]>(`
    INSERT INTO call_picture (picture_id, call_id, at, picture) VALUES (?, ?, ?, ?)
    ON CONFLICT (picture_id) DO UPDATE SET picture = excluded.picture`);
  const saveBytes = db.prepare<[string, string, string, Buffer]>(`
    INSERT INTO call_picture_bytes (picture_id, which, content_type, bytes) VALUES (?, ?, ?, ?)
    ON CONFLICT (picture_id, which) DO UPDATE SET content_type = excluded.content_type, bytes = excluded.bytes`);
  const bytes = db.prepare<[string, string], { content_type: string; bytes: Buffer }>(
    'SELECT content_type, bytes FROM call_picture_bytes WHERE picture_id = ? AND which = ?',
  );
  const find = db.prepare<[string], { picture: string }>(
    'SELECT picture FROM call_picture WHERE picture_id = ?',
  );
  const ofCall = db.prepare<[string], { picture: string }>(
    'SELECT picture FROM call_picture WHERE call_id = ? ORDER BY at, picture_id',
  );
  return {
    save: (picture) =>
      void save.run(picture.item.pictureId, picture.item.callId, picture.item.at, JSON.stringify(picture)),
    saveBytes: (pictureId, which, contentType, given) =>
      void saveBytes.run(pictureId, which, contentType, Buffer.from(given)),
    bytes(pictureId, which) {
      const row = bytes.get(pictureId, which);
      return row === undefined ? null : { contentType: row.content_type, bytes: row.bytes };
    },
    find(pictureId) {
      const row = find.get(pictureId);
      return row === undefined ? null : read(row.picture);
    },
    ofCall: (callId) => ofCall.all(callId).map(({ picture }) => read(picture)),
  };
}
