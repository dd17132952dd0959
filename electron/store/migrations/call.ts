import type { Migration } from '../db.ts';

/** Calls of this desk, what happened in them, and their wrap-ups. Instants are epoch milliseconds. */
export const callMigrations: readonly Migration[] = [
  {
    id: 'call-1',
    sql: `
      CREATE TABLE call (
        call_id TEXT PRIMARY KEY,
        person_id TEXT NOT NULL,
        direction TEXT NOT NULL CHECK (direction IN ('incoming', 'outgoing')),
        number TEXT NOT NULL,
        display_name TEXT NOT NULL,
        queue TEXT,
        started_at INTEGER NOT NULL,
        answered_at INTEGER,
        ended_at INTEGER,
        end_by TEXT,
        end_reason TEXT,
        end_status INTEGER
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX call_by_start ON call (started_at);
      CREATE INDEX call_by_person ON call (person_id, ended_at);

      CREATE TABLE call_event (
        event_id INTEGER PRIMARY KEY,
        call_id TEXT NOT NULL REFERENCES call (call_id),
        at INTEGER NOT NULL,
        kind TEXT NOT NULL,
        detail TEXT NOT NULL CHECK (json_valid(detail))
      ) STRICT;
      CREATE INDEX call_event_by_call ON call_event (call_id, event_id);

      CREATE TABLE wrap_up (
        call_id TEXT PRIMARY KEY REFERENCES call (call_id),
        person_id TEXT NOT NULL,
        started_at INTEGER NOT NULL,
        ends_at INTEGER NOT NULL,
        disposition TEXT,
        note TEXT NOT NULL,
        follow_up TEXT NOT NULL,
        saved_at INTEGER NOT NULL,
        finished_at INTEGER
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX wrap_up_open ON wrap_up (person_id, started_at) WHERE finished_at IS NULL;
    `,
  },
];
