import type { Migration } from '../db.ts';

/**
 * Incidents (C08) and the rows of their lists. A full number is here only until the core has been asked about it; a
 * receipt stands exactly where a row is confirmed, and such a row never changes again.
 */
export const incidentMigrations: readonly Migration[] = [
  {
    id: 'incident-1',
    sql: `
      CREATE TABLE incident (
        incident_id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        reason TEXT NOT NULL,
        phase TEXT NOT NULL,
        whole INTEGER NOT NULL DEFAULT 0,
        created_at INTEGER NOT NULL,
        created_by_id TEXT NOT NULL,
        created_by_name TEXT NOT NULL,
        submitted_at INTEGER,
        confirmed_at INTEGER,
        confirmed_by_id TEXT,
        confirmed_by_name TEXT,
        started_at INTEGER,
        ended_at INTEGER,
        CHECK ((confirmed_at IS NULL) = (confirmed_by_id IS NULL)),
        CHECK (confirmed_by_id IS NULL OR confirmed_by_id <> created_by_id),
        CHECK (phase NOT IN ('running', 'paused', 'done', 'stopped') OR confirmed_by_id IS NOT NULL)
      ) STRICT;

      CREATE TABLE incident_row (
        incident_id TEXT NOT NULL REFERENCES incident (incident_id),
        line INTEGER NOT NULL,
        number TEXT,
        masked TEXT NOT NULL,
        card_id TEXT,
        customer_id TEXT,
        holder_masked TEXT NOT NULL DEFAULT '',
        phone_masked TEXT NOT NULL DEFAULT '',
        amount_minor INTEGER,
        state TEXT NOT NULL,
        problem TEXT,
        failure TEXT,
        receipt TEXT,
        already INTEGER NOT NULL DEFAULT 0,
        answered_at INTEGER,
        PRIMARY KEY (incident_id, line),
        CHECK ((state = 'listed') = (number IS NOT NULL)),
        CHECK ((state = 'bad') = (problem IS NOT NULL)),
        CHECK ((state = 'failed') = (failure IS NOT NULL)),
        CHECK ((state = 'confirmed') = (receipt IS NOT NULL)),
        CHECK (state IN ('listed', 'bad') OR card_id IS NOT NULL)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX incident_row_state ON incident_row (incident_id, state, amount_minor DESC, line);

      CREATE TRIGGER incident_row_confirmed_is_final BEFORE UPDATE ON incident_row
        WHEN OLD.state = 'confirmed'
        BEGIN SELECT RAISE(ABORT, 'a confirmed card does not change'); END;
    `,
  },
];
