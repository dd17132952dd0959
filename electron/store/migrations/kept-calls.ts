import type { Migration } from '../db.ts';

/** Calls that are up now, for the program that comes after this one. A row goes with its call. */
export const keptCallMigrations: readonly Migration[] = [
  {
    id: 'kept-calls-1',
    sql: `
      CREATE TABLE kept_call (
        call_id TEXT PRIMARY KEY,
        saved_at INTEGER NOT NULL,
        kept TEXT NOT NULL CHECK (json_valid(kept))
      ) STRICT, WITHOUT ROWID;
    `,
  },
];
