import type { Migration } from '../db.ts';

/** Who confirmed which notice, in which version. */
export const noticeMigrations: readonly Migration[] = [
  {
    id: 'notices-1',
    sql: `
      CREATE TABLE notice_reading (
        person_id TEXT NOT NULL,
        notice_id TEXT NOT NULL,
        version TEXT NOT NULL,
        at INTEGER NOT NULL,
        PRIMARY KEY (person_id, notice_id, version)
      ) STRICT, WITHOUT ROWID;
    `,
  },
];
