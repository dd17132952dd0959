import type { Migration } from '../db.ts';

/**
 * Holds and their history. The database itself keeps the promises: one open hold a card, a receipt exactly where a hold is
 * confirmed, a reason exactly where it failed, and a confirmed hold never changes again.
 */
export const controlMigrations: readonly Migration[] = [
  {
    id: 'control-1',
    sql: `
      CREATE TABLE control_hold (
        hold_id TEXT PRIMARY KEY,
        control TEXT NOT NULL,
        card_id TEXT NOT NULL,
        card_masked TEXT NOT NULL,
        call_id TEXT,
        state TEXT NOT NULL CHECK (state IN ('asked', 'sent', 'confirmed', 'failed')),
        asked_at INTEGER NOT NULL,
        sent_at INTEGER,
        answered_at INTEGER,
        attempts INTEGER NOT NULL DEFAULT 0,
        receipt TEXT CHECK (receipt IS NULL OR json_valid(receipt)),
        failure TEXT CHECK (failure IS NULL OR json_valid(failure)),
        asked_by_id TEXT NOT NULL,
        asked_by_name TEXT NOT NULL,
        CHECK ((state = 'confirmed') = (receipt IS NOT NULL)),
        CHECK ((state = 'failed') = (failure IS NOT NULL)),
        CHECK (state <> 'sent' OR sent_at IS NOT NULL)
      ) STRICT, WITHOUT ROWID;
      CREATE UNIQUE INDEX control_hold_open_card ON control_hold (card_id) WHERE state IN ('asked', 'sent');
      CREATE INDEX control_hold_card ON control_hold (card_id, asked_at);
      CREATE INDEX control_hold_asked ON control_hold (asked_at);
      CREATE TRIGGER control_hold_confirmed_stays BEFORE UPDATE ON control_hold WHEN old.state = 'confirmed'
      BEGIN SELECT RAISE(ABORT, 'a confirmed hold does not change'); END;

      CREATE TABLE control_hold_step (
        hold_id TEXT NOT NULL REFERENCES control_hold (hold_id),
        seq INTEGER NOT NULL,
        at INTEGER NOT NULL,
        state TEXT NOT NULL,
        detail TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (hold_id, seq)
      ) STRICT, WITHOUT ROWID;
    `,
  },
];
