import type { Migration } from '../db.ts';

/** Rings of verification cases, counted here and at the core; and who decided what, why, with what on the screen. */
export const caseMigrations: readonly Migration[] = [
  {
    id: 'cases-1',
    sql: `
      CREATE TABLE case_attempt (
        attempt_id TEXT PRIMARY KEY,
        case_id TEXT NOT NULL,
        call_id TEXT NOT NULL,
        seat TEXT NOT NULL,
        by_id TEXT NOT NULL,
        by_name TEXT NOT NULL,
        arrived_at INTEGER NOT NULL,
        dialed_at INTEGER NOT NULL,
        is_first INTEGER NOT NULL CHECK (is_first IN (0, 1)),
        rang_at INTEGER,
        ended_at INTEGER,
        result TEXT,
        acknowledged INTEGER NOT NULL DEFAULT 0 CHECK (acknowledged IN (0, 1)),
        CHECK (result IS NULL OR ended_at IS NOT NULL)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX case_attempt_unsent ON case_attempt (ended_at) WHERE acknowledged = 0 AND result IS NOT NULL;
      CREATE INDEX case_attempt_first ON case_attempt (dialed_at) WHERE is_first = 1;
      CREATE TABLE case_decision (
        case_id TEXT NOT NULL,
        seq INTEGER NOT NULL,
        outcome TEXT NOT NULL,
        reason TEXT NOT NULL,
        note TEXT NOT NULL,
        until INTEGER,
        at INTEGER NOT NULL,
        by_id TEXT NOT NULL,
        by_name TEXT NOT NULL,
        call_id TEXT,
        shown TEXT NOT NULL CHECK (json_valid(shown)),
        PRIMARY KEY (case_id, seq)
      ) STRICT, WITHOUT ROWID;
    `,
  },
];
