import type { Migration } from '../db.ts';

/** Where a caller stands in the step cards, who asked for help, and who calls again. The number is only here. */
export const careMigrations: readonly Migration[] = [
  {
    id: 'care-1',
    sql: `
      CREATE TABLE care_call (
        call_id TEXT PRIMARY KEY,
        at INTEGER NOT NULL,
        value TEXT NOT NULL CHECK (json_valid(value))
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE care_help (
        help_id TEXT PRIMARY KEY,
        asked_at INTEGER NOT NULL,
        state TEXT NOT NULL,
        value TEXT NOT NULL CHECK (json_valid(value))
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX care_help_open ON care_help (asked_at) WHERE state <> 'closed';

      CREATE TABLE care_follow_up (
        follow_up_id TEXT PRIMARY KEY,
        call_id TEXT NOT NULL,
        due_at INTEGER NOT NULL,
        state TEXT NOT NULL,
        number TEXT NOT NULL,
        value TEXT NOT NULL CHECK (json_valid(value))
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX care_follow_up_open ON care_follow_up (due_at) WHERE state = 'open';
      CREATE INDEX care_follow_up_call ON care_follow_up (call_id);
    `,
  },
];
