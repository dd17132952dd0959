import type { Migration } from '../db.ts';

/** Sets of sound devices that were tried at this seat, or that somebody did not want to try. No sound is kept. */
export const soundCheckMigrations: readonly Migration[] = [
  {
    id: 'sound-check-1',
    sql: `
      CREATE TABLE sound_check (
        device_set TEXT PRIMARY KEY,
        asked_at INTEGER NOT NULL,
        passed_at INTEGER
      ) STRICT, WITHOUT ROWID;
    `,
  },
];
