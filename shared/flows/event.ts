import { z } from 'zod';
import { tokenSchema } from '#shared/core/text.ts';
import { instantSchema } from '#shared/lib/ids.ts';
import { stepIdSchema } from './flow.ts';

const when = { at: instantSchema, callOffsetMs: z.int().nonnegative() };

/**
 * A step that is behind us. `by: facts`: the desk passed it by itself, for the facts named. `done`: whether the fact of a `do`
 * held when it was left; null where there is none to hold.
 */
export const passedStepSchema = z.strictObject({
  stepId: stepIdSchema,
  by: z.enum(['agent', 'facts']),
  /** Place of the answer or branch taken, from 0; a check's `otherwise` is null. */
  choice: z.int().min(0).max(8).nullable(),
  cardId: tokenSchema.nullable(),
  value: z.string().max(60).nullable(),
  done: z.boolean().nullable(),
  facts: z.array(z.string().max(60)).max(6),
});
export type PassedStep = z.infer<typeof passedStepSchema>;

/** What was passed at once, and the step that is now to be said, asked, done or filled. */
const move = { passed: z.array(passedStepSchema).max(130), to: stepIdSchema };

/** One thing done with a flow, kept for ever in the order it was done. Events are only added: going back is one too. */
export const flowEventSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('started'), ...when, ...move }),
  z.strictObject({ kind: z.literal('moved'), ...when, ...move }),
  /** The question of an `ask` was put into words; its answer comes later. */
  z.strictObject({ kind: z.literal('asked'), ...when, stepId: stepIdSchema }),
  z.strictObject({ kind: z.literal('back'), ...when, to: stepIdSchema }),
  z.strictObject({ kind: z.literal('restarted'), ...when, ...move }),
  /** Put aside; it can be taken up again where it was. */
  z.strictObject({ kind: z.literal('stopped'), ...when }),
  z.strictObject({ kind: z.literal('resumed'), ...when }),
  z.strictObject({ kind: z.literal('finished'), ...when, stepId: stepIdSchema }),
]);
export type FlowEvent = z.infer<typeof flowEventSchema>;
