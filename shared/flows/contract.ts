import { z } from 'zod';
import { command, topic } from '#shared/contract/define.ts';
import { tokenSchema } from '#shared/core/text.ts';
import { callIdSchema } from '#shared/lib/ids.ts';
import { flowIdSchema, stepIdSchema } from './flow.ts';
import { flowLibrarySchema, flowsStateSchema, runIdSchema } from './state.ts';

/** Whoever has a caller on the line, as with the prompts. */
const onTheLine = { roles: ['agent', 'trainer'] } as const;
const done = z.strictObject({});
const run = { callId: callIdSchema, runId: runIdSchema };
/** With the step it is meant for: a second or late press is refused, never taken for the next step. */
const atStep = { ...run, stepId: stepIdSchema };

export const flowCommands = {
  /** Begins a flow; the one that runs is put aside first. */
  'flows/start': command(
    z.strictObject({ callId: callIdSchema, flowId: flowIdSchema }),
    z.strictObject({ runId: runIdSchema }),
    onTheLine,
  ),
  /**
   * Goes on from a step: said or done (nothing given), `choice` of an `ask` (1–9, as on the key), `cardId` or `value` of a
   * `fill`. On an `end` it finishes the flow.
   */
  'flows/answer': command(
    z.strictObject({
      ...atStep,
      choice: z.int().min(1).max(9).optional(),
      cardId: tokenSchema.optional(),
      value: z.string().max(60).optional(),
    }),
    done,
    onTheLine,
  ),
  /** The question of an `ask` or `fill` was put; the answer comes later. */
  'flows/mark-asked': command(z.strictObject(atStep), done, onTheLine),
  'flows/back': command(z.strictObject(atStep), done, onTheLine),
  'flows/restart': command(z.strictObject(run), done, onTheLine),
  /** Puts it aside. */
  'flows/stop': command(z.strictObject(run), done, onTheLine),
  /** Takes it up where it was; the one that runs is put aside first. */
  'flows/resume': command(z.strictObject(run), done, onTheLine),
} as const;

export const flowTopics = {
  'flows/state': topic(flowsStateSchema),
  'flows/library': topic(flowLibrarySchema),
} as const;
