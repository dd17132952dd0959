import { z } from 'zod';
import type { SharingRepository } from '#electron/sharing/ports.ts';
import { whoSchema } from '#shared/core/text.ts';
import { sharedItemSchema } from '#shared/sharing/item.ts';
import type { Db } from './db.ts';

const targetSchema = z.strictObject({
  number: z.string(),
  customerId: z.string().nullable(),
  by: whoSchema,
});

/** Sendings in `shared_item`. The number is there only, in the encrypted store, and leaves it for the core alone. */
export function createSharingRepository(db: Db): SharingRepository {
  const insert = db.prepare<[string, string, number, string, string, string]>(
    'INSERT INTO shared_item (send_id, call_id, at, state, item, target) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const update = db.prepare<[string, string, string]>(
    'UPDATE shared_item SET state = ?, item = ? WHERE send_id = ?',
  );
  const ofCall = db.prepare<[string], { item: string }>(
    'SELECT item FROM shared_item WHERE call_id = ? ORDER BY at, send_id',
  );
  const unfinished = db.prepare<[number], { item: string; target: string }>(
    "SELECT item, target FROM shared_item WHERE state IN ('sending', 'sent') AND at >= ? ORDER BY at",
  );
  return {
    add: ({ item, ...target }) =>
      void insert.run(
        item.sendId,
        item.callId,
        item.at,
        item.state,
        JSON.stringify(item),
        JSON.stringify(target),
      ),
    update: (item) => void update.run(item.state, JSON.stringify(item), item.sendId),
    ofCall: (callId) => ofCall.all(callId).map(({ item }) => sharedItemSchema.parse(JSON.parse(item))),
    unfinished: (since) =>
      unfinished.all(since).map(({ item, target }) => ({
        item: sharedItemSchema.parse(JSON.parse(item)),
        ...targetSchema.parse(JSON.parse(target)),
      })),
  };
}
