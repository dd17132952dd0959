import type { MeasuresRepository } from '#electron/measures/ports.ts';
import { measuresSchema } from '#shared/measures/contract.ts';
import type { Db } from './db.ts';

/** Measures in `call_measures`. A row that is none (written by something else) counts as not measured. */
export function createMeasuresRepository(db: Db): MeasuresRepository {
  const write = db.prepare<{ callId: string; at: number; measures: string }>(`
    INSERT INTO call_measures (call_id, saved_at, measures) VALUES (@callId, @at, @measures)
    ON CONFLICT (call_id) DO UPDATE SET saved_at = excluded.saved_at, measures = excluded.measures`);
  const read = db.prepare<[string], { measures: string }>(
    'SELECT measures FROM call_measures WHERE call_id = ?',
  );
  return {
    save: (callId, measures, at) => void write.run({ callId, at, measures: JSON.stringify(measures) }),
    of(callId) {
      const row = read.get(callId);
      const parsed = row && measuresSchema.safeParse(JSON.parse(row.measures));
      return parsed?.success === true ? parsed.data : null;
    },
  };
}
