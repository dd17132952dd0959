import type { Migration } from '../db.ts';

/** Training calls as they were judged. `run` is the whole snapshot a trainer saw. */
export const trainingMigrations: readonly Migration[] = [
  {
    id: 'training-1',
    sql: `
      CREATE TABLE training_run (
        run_id TEXT PRIMARY KEY,
        scenario_id TEXT NOT NULL,
        started_at INTEGER NOT NULL,
        score INTEGER NOT NULL,
        run TEXT NOT NULL CHECK (json_valid(run))
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX training_run_by_start ON training_run (started_at);
    `,
  },
];
