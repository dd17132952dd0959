import { createHash } from 'node:crypto';
import type { GuidanceRepository } from '#electron/guidance/ports.ts';
import { playbookSchema } from '#shared/guidance/playbook.ts';
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
  const insertText = db.prepare<[string, string, string, string, number]>(
    `INSERT INTO guidance_text (playbook_id, version, hash, playbook, first_used_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (playbook_id, version, hash) DO NOTHING`,
  );
  const selectTexts = db
    .prepare<[string, string], string>(
      'SELECT playbook FROM guidance_text WHERE playbook_id = ? AND version = ? ORDER BY first_used_at',
    )
    .pluck();
  return {
    keepText(playbook, at) {
      const text = JSON.stringify(playbook);
      const hash = createHash('sha256').update(text).digest('hex').slice(0, 32);
      insertText.run(playbook.id, playbook.version, hash, text, at);
    },
    texts: (playbookId, version) =>
      selectTexts.all(playbookId, version).map((text) => playbookSchema.parse(JSON.parse(text))),
    append(callId, step) {
      insert.run({ callId, at: step.at, kind: step.kind, step: JSON.stringify(step) });
    },
    steps: (callId) => select.all(callId).map((row) => guidanceStepSchema.parse(JSON.parse(row.step))),
  };
}
