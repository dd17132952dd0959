import type { Migration } from '../db.ts';

/** What is written with callers: in calls, beside them, and what was typed and not sent. */
export const textMigrations: readonly Migration[] = [
  {
    id: 'text-1',
    sql: `
      CREATE TABLE call_text (
        call_id TEXT NOT NULL,
        message_id TEXT NOT NULL,
        at INTEGER NOT NULL,
        message TEXT NOT NULL CHECK (json_valid(message)),
        PRIMARY KEY (call_id, message_id)
      ) STRICT;
      CREATE TABLE text_draft (
        call_id TEXT PRIMARY KEY,
        text TEXT NOT NULL,
        at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE text_thread (
        thread_id TEXT PRIMARY KEY,
        number TEXT NOT NULL UNIQUE,
        display_name TEXT NOT NULL,
        put_away_at INTEGER NOT NULL DEFAULT 0
      ) STRICT;
      CREATE TABLE loose_text (
        thread_id TEXT NOT NULL REFERENCES text_thread (thread_id),
        message_id TEXT NOT NULL,
        at INTEGER NOT NULL,
        message TEXT NOT NULL CHECK (json_valid(message)),
        PRIMARY KEY (thread_id, message_id)
      ) STRICT;
    `,
  },
];
