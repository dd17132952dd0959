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
  {
    // Every control in one table, the holds with it. `lane`: of what shares one only one may be on its way.
    id: 'control-2',
    sql: `
      CREATE TABLE control_request (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        request_id TEXT NOT NULL UNIQUE,
        action TEXT NOT NULL CHECK (action IN ('apply', 'undo')),
        control TEXT NOT NULL,
        target_kind TEXT NOT NULL,
        target_id TEXT NOT NULL,
        target_masked TEXT NOT NULL,
        lane TEXT NOT NULL,
        params TEXT NOT NULL CHECK (json_valid(params)),
        reason TEXT NOT NULL,
        facts TEXT NOT NULL CHECK (json_valid(facts)),
        recommended TEXT CHECK (recommended IS NULL OR json_valid(recommended)),
        undoes_request TEXT REFERENCES control_request (request_id),
        undoes_receipt TEXT,
        call_id TEXT,
        case_id TEXT,
        state TEXT NOT NULL CHECK (state IN ('asked', 'sent', 'confirmed', 'failed', 'withdrawn')),
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
        CHECK (state <> 'sent' OR sent_at IS NOT NULL),
        CHECK (state <> 'withdrawn' OR (sent_at IS NULL AND attempts = 0)),
        CHECK ((action = 'undo') = (undoes_receipt IS NOT NULL))
      ) STRICT;
      CREATE UNIQUE INDEX control_request_open_lane ON control_request (lane) WHERE state IN ('asked', 'sent');
      CREATE INDEX control_request_target ON control_request (target_id, control, seq);
      CREATE INDEX control_request_asked ON control_request (asked_at);
      CREATE INDEX control_request_undoes ON control_request (undoes_request) WHERE undoes_request IS NOT NULL;

      CREATE TABLE control_request_step (
        request_id TEXT NOT NULL REFERENCES control_request (request_id),
        seq INTEGER NOT NULL,
        at INTEGER NOT NULL,
        state TEXT NOT NULL,
        detail TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (request_id, seq)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE control_told (
        request_id TEXT NOT NULL REFERENCES control_request (request_id),
        line TEXT NOT NULL,
        language TEXT NOT NULL,
        at INTEGER NOT NULL,
        by_id TEXT NOT NULL,
        by_name TEXT NOT NULL,
        PRIMARY KEY (request_id, line)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE control_release_ask (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        ask_id TEXT NOT NULL UNIQUE,
        request_id TEXT NOT NULL REFERENCES control_request (request_id),
        why TEXT NOT NULL,
        reason TEXT NOT NULL,
        asked_at INTEGER NOT NULL,
        asked_by_id TEXT NOT NULL,
        asked_by_name TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('open', 'released', 'declined')),
        decided_at INTEGER,
        decided_by_id TEXT,
        decided_by_name TEXT,
        decided_reason TEXT NOT NULL DEFAULT '',
        CHECK ((state = 'open') = (decided_at IS NULL))
      ) STRICT;
      CREATE UNIQUE INDEX control_release_ask_open ON control_release_ask (request_id) WHERE state = 'open';

      INSERT INTO control_request
        (request_id, action, control, target_kind, target_id, target_masked, lane, params, reason, facts, call_id, state,
         asked_at, sent_at, answered_at, attempts, receipt, failure, asked_by_id, asked_by_name)
      SELECT hold_id, 'apply', control, 'card', card_id, card_masked, control || ':card:' || card_id,
        '{"dayLimit":null,"until":null,"message":null}', '', '[]', call_id, state,
        asked_at, sent_at, answered_at, attempts, receipt, failure, asked_by_id, asked_by_name
      FROM control_hold ORDER BY asked_at, hold_id;
      INSERT INTO control_request_step (request_id, seq, at, state, detail)
        SELECT hold_id, seq, at, state, detail FROM control_hold_step;
      DROP TABLE control_hold_step;
      DROP TABLE control_hold;

      CREATE TRIGGER control_request_final_stays BEFORE UPDATE ON control_request WHEN old.state IN ('confirmed', 'withdrawn')
      BEGIN SELECT RAISE(ABORT, 'a finished request does not change'); END;
      CREATE TRIGGER control_request_stays BEFORE DELETE ON control_request
      BEGIN SELECT RAISE(ABORT, 'a request is never deleted'); END;
    `,
  },
];
