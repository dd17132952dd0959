import type { GuidanceRepository } from '#electron/guidance/ports.ts';
import { guidanceStepSchema } from '#shared/guidance/step.ts';
import type { Db } from './db.ts';

/** Steps of a call in `guidance_step`. `steps` throws when a row is not a step: the file was written by something else. */
export function createGuidanceRepository(db: Db): GuidanceRepository {
  const insert = db.prepare<{ callId: string; at: number; kind: string; step: string }>(`
    INSERT INTO guidance_step (call_id, seq, at, kind, step)
    SELECT @callId, coalesce(max(seq), 0) + 1, @at, @kind, @step FROM guidance_step WHERE call_id = @callId
  `);
  const select = db.prepare<[string], { step: string }>(
    'SELECT step FROM guidance_step WHERE call_id = ? ORDER BY seq',
  );
  return {
    append(callId, step) {
      insert.run({ callId, at: step.at, kind: step.kind, step: JSON.stringify(step) });
    },
    steps: (callId) => select.all(callId).map((row) => guidanceStepSchema.parse(JSON.parse(row.step))),
  };
}
