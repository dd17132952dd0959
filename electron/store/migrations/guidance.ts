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
  {
    id: 'guidance-2',
    sql: `
      -- The words of each playbook as they were used in calls: what a step calls 1.2 can be read years later.
      CREATE TABLE guidance_text (
        playbook_id TEXT NOT NULL,
        version TEXT NOT NULL,
        hash TEXT NOT NULL,
        playbook TEXT NOT NULL CHECK (json_valid(playbook)),
        first_used_at INTEGER NOT NULL,
        PRIMARY KEY (playbook_id, version, hash)
      ) STRICT, WITHOUT ROWID;
    `,
  },
];
