import type { TrainingRecords } from '#electron/training/ports.ts';
import { runSchema } from '#shared/training/contract.ts';
import type { Db } from './db.ts';

/** Finished runs in `training_run`, whole. Throws when a row is not a run: the file was written by something else. */
export function createTrainingRepository(db: Db): TrainingRecords {
  const insert = db.prepare<{
    runId: string;
    scenarioId: string;
    startedAt: number;
    score: number;
    run: string;
  }>(`
    INSERT INTO training_run (run_id, scenario_id, started_at, score, run)
    VALUES (@runId, @scenarioId, @startedAt, @score, @run)
    ON CONFLICT (run_id) DO UPDATE SET score = excluded.score, run = excluded.run
  `);
  const select = db.prepare<[number], { run: string }>(
    'SELECT run FROM training_run ORDER BY started_at DESC LIMIT ?',
  );
  return {
    save(run) {
      const { runId, scenarioId, startedAt, score } = run;
      insert.run({ runId, scenarioId, startedAt, score, run: JSON.stringify(run) });
    },
    recent: (limit) => select.all(limit).map((row) => runSchema.parse(JSON.parse(row.run))),
  };
}
