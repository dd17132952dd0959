import type { Migration } from '../db.ts';

/** What agents said about callers, who looked at a full number and why, and the calls of each caller. Notes are append only. */
export const callerMigrations: readonly Migration[] = [
  {
    id: 'caller-1',
    sql: `
      CREATE TABLE caller_flag_note (
        note_id INTEGER PRIMARY KEY,
        subject TEXT NOT NULL,
        call_id TEXT NOT NULL,
        flag TEXT NOT NULL,
        action TEXT NOT NULL CHECK (action IN ('set', 'lifted', 'confirmed')),
        source TEXT NOT NULL,
        params TEXT NOT NULL CHECK (json_valid(params)),
        at INTEGER NOT NULL,
        by_id TEXT NOT NULL,
        by_name TEXT NOT NULL
      ) STRICT;
      CREATE INDEX caller_flag_note_subject ON caller_flag_note (subject);
      CREATE INDEX caller_flag_note_call ON caller_flag_note (call_id);

      CREATE TABLE caller_identity_note (
        note_id INTEGER PRIMARY KEY,
        call_id TEXT NOT NULL,
        note TEXT NOT NULL CHECK (json_valid(note))
      ) STRICT;
      CREATE INDEX caller_identity_note_call ON caller_identity_note (call_id);

      CREATE TABLE caller_reveal (
        reveal_id INTEGER PRIMARY KEY,
        subject TEXT NOT NULL,
        call_id TEXT NOT NULL,
        what TEXT NOT NULL,
        card_id TEXT,
        reason TEXT NOT NULL,
        at INTEGER NOT NULL,
        by_id TEXT NOT NULL,
        by_name TEXT NOT NULL
      ) STRICT;

      CREATE TABLE caller_call (
        call_id TEXT PRIMARY KEY,
        subject TEXT NOT NULL,
        customer_id TEXT,
        started_at INTEGER NOT NULL,
        flags TEXT NOT NULL CHECK (json_valid(flags)),
        answered_at INTEGER,
        ended_at INTEGER,
        agent_id TEXT,
        agent_name TEXT,
        topic TEXT,
        outcome TEXT,
        note TEXT,
        record_id TEXT
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX caller_call_subject ON caller_call (subject, started_at);
      CREATE INDEX caller_call_unsent ON caller_call (ended_at) WHERE outcome IS NOT NULL AND record_id IS NULL;
    `,
  },
  {
    // Health and need are kept for the next call only if the caller agreed (PIPL art. 28–29). Append only.
    id: 'caller-2',
    sql: `
      CREATE TABLE caller_flag_consent (
        consent_id INTEGER PRIMARY KEY,
        subject TEXT NOT NULL,
        call_id TEXT NOT NULL,
        flag TEXT NOT NULL,
        agreed INTEGER NOT NULL CHECK (agreed IN (0, 1)),
        at INTEGER NOT NULL,
        by_id TEXT NOT NULL,
        by_name TEXT NOT NULL
      ) STRICT;
      CREATE INDEX caller_flag_consent_subject ON caller_flag_consent (subject);
      CREATE INDEX caller_flag_consent_call ON caller_flag_consent (call_id);
    `,
  },
];
