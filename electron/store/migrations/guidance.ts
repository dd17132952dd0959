import type { Migration } from '../db.ts';

/** Steps with the prompts, append only: one row each, in the order they were done, kept with the call. */
export const guidanceMigrations: readonly Migration[] = [
  {
    id: 'guidance-1',
    sql: `
      CREATE TABLE guidance_step (
        call_id TEXT NOT NULL,
        seq INTEGER NOT NULL,
        at INTEGER NOT NULL,
        kind TEXT NOT NULL,
        step TEXT NOT NULL CHECK (json_valid(step)),
        PRIMARY KEY (call_id, seq)
      ) STRICT, WITHOUT ROWID;
    `,
  },
];
