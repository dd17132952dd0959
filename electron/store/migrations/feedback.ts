import type { Migration } from '../db.ts';

/** What agents and callers told: one row an entry. */
export const feedbackMigrations: readonly Migration[] = [
  {
    id: 'feedback-1',
    sql: `
      CREATE TABLE feedback (
        feedback_id TEXT PRIMARY KEY,
        at INTEGER NOT NULL,
        state TEXT NOT NULL,
        entry TEXT NOT NULL CHECK (json_valid(entry))
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX feedback_by_time ON feedback (at DESC);
    `,
  },
];
