import type { Migration } from '../db.ts';

/**
 * Guided flows: each text once (`flow_text`, by its hash), the runs of a call with the text they began with, and what was done,
 * append only, in its order. `flow_shelf` is the last good content of each file,
 * `flow_figure` the last good figures of the bank.
 */
export const flowMigrations: readonly Migration[] = [
  {
    id: 'flows-1',
    sql: `
      CREATE TABLE flow_text (
        hash TEXT PRIMARY KEY,
        flow TEXT NOT NULL CHECK (json_valid(flow))
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE flow_run (
        run_id TEXT PRIMARY KEY,
        call_id TEXT NOT NULL,
        seq INTEGER NOT NULL,
        hash TEXT NOT NULL REFERENCES flow_text (hash)
      ) STRICT, WITHOUT ROWID;
      CREATE UNIQUE INDEX flow_run_of_call ON flow_run (call_id, seq);
      CREATE TABLE flow_event (
        run_id TEXT NOT NULL REFERENCES flow_run (run_id),
        seq INTEGER NOT NULL,
        at INTEGER NOT NULL,
        kind TEXT NOT NULL,
        event TEXT NOT NULL CHECK (json_valid(event)),
        PRIMARY KEY (run_id, seq)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE flow_shelf (
        file TEXT PRIMARY KEY,
        hash TEXT NOT NULL REFERENCES flow_text (hash)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE flow_figure (
        id TEXT PRIMARY KEY,
        figure TEXT NOT NULL CHECK (json_valid(figure))
      ) STRICT, WITHOUT ROWID;
    `,
  },
];
