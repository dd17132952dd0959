import { z } from 'zod';
import { refusedFileSchema } from '#shared/guidance/library.ts';
import { playbookVersionSchema } from '#shared/guidance/playbook.ts';
import { bilingual } from '#shared/lib/bilingual.ts';
import { callIdSchema, instantSchema } from '#shared/lib/ids.ts';
import { itemIdSchema, qualityItemSchema } from './sheet.ts';

export const qualityDoneSchema = z.strictObject({
  by: z.enum(['agent', 'facts']),
  at: instantSchema,
  callOffsetMs: z.int().nonnegative(),
});

/** One required sentence or step of the call that is up. */
export const qualityLineSchema = z.strictObject({
  ...qualityItemSchema.pick({ id: true, kind: true, phase: true, label: true, say: true, elderly: true })
    .shape,
  sheetId: z.string().max(60),
  version: playbookVersionSchema,
  done: qualityDoneSchema.nullable(),
});
export type QualityLine = z.infer<typeof qualityLineSchema>;

/**
 * 质检 of the current call: what is required, in the order of the call. `missingAtEnd`: what was not done when the call ended; null while
 * it is up. It stays as it was, whatever is ticked in the wrap-up.
 */
export const qualityStateSchema = z.strictObject({
  callId: callIdSchema.nullable(),
  sheets: z
    .array(
      z.strictObject({
        sheetId: z.string().max(60),
        version: playbookVersionSchema,
        name: bilingual(20, 60),
        sample: z.boolean(),
      }),
    )
    .max(40),
  lines: z.array(qualityLineSchema).max(60),
  missingAtEnd: z.array(itemIdSchema).max(60).nullable(),
  /** Content files that were not taken; the last good ones stand in for them. */
  refused: z.array(refusedFileSchema).max(100),
});
export type QualityState = z.infer<typeof qualityStateSchema>;

export const noQualityState: QualityState = {
  callId: null,
  sheets: [],
  lines: [],
  missingAtEnd: null,
  refused: [],
};
