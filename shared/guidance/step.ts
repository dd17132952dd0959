import { z } from 'zod';
import { instantSchema } from '#shared/lib/ids.ts';
import { cueIdSchema } from './cue.ts';
import { itemIdSchema, playbookIdSchema, playbookVersionSchema } from './playbook.ts';
import { answerMarkSchema } from './state.ts';

const when = { at: instantSchema, callOffsetMs: z.int().nonnegative() };
const playbook = { playbookId: playbookIdSchema, playbookVersion: playbookVersionSchema };

/**
 * One thing the agent did with the prompts, kept for ever in the order it was done (C05: every step recorded).
 * Steps are only added: taking a tick back is a step too. `playbookVersion` says which wording was on the screen.
 */
export const guidanceStepSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('playbookChosen'), ...when, ...playbook }),
  z.strictObject({ kind: z.literal('playbookCleared'), ...when }),
  z.strictObject({
    kind: z.literal('cueTicked'),
    ...when,
    cueId: cueIdSchema,
    source: z.enum(['agent', 'account']),
  }),
  z.strictObject({ kind: z.literal('cueUnticked'), ...when, cueId: cueIdSchema }),
  z.strictObject({ kind: z.literal('questionAsked'), ...when, ...playbook, questionId: itemIdSchema }),
  z.strictObject({
    kind: z.literal('answerMarked'),
    ...when,
    playbookId: playbookIdSchema,
    questionId: itemIdSchema,
    mark: answerMarkSchema.nullable(),
    note: z.string().max(500).nullable(),
  }),
  z.strictObject({
    kind: z.literal('answerBegan'),
    ...when,
    playbookId: playbookIdSchema,
    questionId: itemIdSchema,
    latencyMs: z.int().nonnegative().max(600_000),
    source: z.enum(['agent', 'audio']),
  }),
  z.strictObject({ kind: z.literal('lineSaid'), ...when, ...playbook, lineId: itemIdSchema }),
]);

export type GuidanceStep = z.infer<typeof guidanceStepSchema>;
