import type { Migration } from '../db.ts';

/** What was sent to callers, with where to. An SMS that was on its way when the program ended goes on from here. */
export const sharingMigrations: readonly Migration[] = [
  {
    id: 'sharing-1',
    sql: `
      CREATE TABLE shared_item (
        send_id TEXT PRIMARY KEY,
        call_id TEXT NOT NULL,
        at INTEGER NOT NULL,
        state TEXT NOT NULL,
        item TEXT NOT NULL CHECK (json_valid(item)),
        target TEXT NOT NULL CHECK (json_valid(target))
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX shared_item_of_call ON shared_item (call_id, at);
      CREATE INDEX shared_item_unfinished ON shared_item (at) WHERE state IN ('sending', 'sent');
    `,
  },
];
