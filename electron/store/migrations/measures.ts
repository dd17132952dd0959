import type { Migration } from '../db.ts';

/** The audio measures of a call, one row each: what the desk showed, for whoever reviews it. */
export const measuresMigrations: readonly Migration[] = [
  {
    id: 'measures-1',
    sql: `
      CREATE TABLE call_measures (
        call_id TEXT PRIMARY KEY,
        saved_at INTEGER NOT NULL,
        measures TEXT NOT NULL CHECK (json_valid(measures))
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    // Who spoke when, for the reviewer's strip over the time of the call.
    id: 'measures-2',
    sql: `
      CREATE TABLE call_course (
        call_id TEXT PRIMARY KEY,
        saved_at INTEGER NOT NULL,
        course TEXT NOT NULL CHECK (json_valid(course))
      ) STRICT, WITHOUT ROWID;
    `,
  },
];
