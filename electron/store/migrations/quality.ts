import type { Migration } from '../db.ts';

/** The live quality check: what was done and what was missing, append only, with its call. `quality_shelf` is the last good content. */
export const qualityMigrations: readonly Migration[] = [
  {
    id: 'quality-1',
    sql: `
      CREATE TABLE quality_event (
        call_id TEXT NOT NULL,
        seq INTEGER NOT NULL,
        at INTEGER NOT NULL,
        kind TEXT NOT NULL,
        event TEXT NOT NULL CHECK (json_valid(event)),
        PRIMARY KEY (call_id, seq)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE quality_shelf (
        sheet_id TEXT PRIMARY KEY,
        sheet TEXT NOT NULL CHECK (json_valid(sheet))
      ) STRICT, WITHOUT ROWID;
    `,
  },
];
