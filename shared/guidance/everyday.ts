import { z } from 'zod';
import { bilingual } from '#shared/lib/bilingual.ts';
import { cueIdSchema, cueLevelSchema } from './cue.ts';

/**
 * 日常情形: an everyday matter that brings up the same cues as a scam – tuition, a car, a limit, a trip. `share` 1–5: how common
 * it is among calls; `cues`: how often each comes up in it, as in a playbook. Content: `assets/playbooks/everyday/patterns.yaml`.
 */
export const everydayPatternSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
    .max(60),
  name: bilingual(20, 60),
  share: z.int().min(1).max(5),
  cues: z.record(cueIdSchema, cueLevelSchema),
});

export const everydayFileSchema = z.array(everydayPatternSchema).min(1).max(100);
export type EverydayPattern = z.infer<typeof everydayPatternSchema>;
