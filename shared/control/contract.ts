import { z } from 'zod';
import { command, topic } from '#shared/contract/define.ts';
import { paramsSchema, tokenSchema, whoSchema } from '#shared/core/text.ts';
import { holdRefusalSchema, releaserSchema } from '#shared/core/vocabulary.ts';
import { callIdSchema, instantSchema } from '#shared/lib/ids.ts';
import { controlIdSchema } from './control-ids.ts';
import { holdStateSchema } from './hold-state.ts';

/** The core's own proof that the card is held. Nothing but this makes a hold `confirmed`. */
export const receiptSchema = z.strictObject({
  number: z.string().max(60),
  at: instantSchema,
  /** Who may release it: team lead, or the holder at a counter. */
  undoBy: z.array(releaserSchema).max(3),
  /** The card was held before this request; there is still exactly one hold. */
  already: z.boolean(),
});

/** Why a hold failed for good. The window words it by `code` and `params`. */
export const holdFailureSchema = z.strictObject({
  code: z.enum([...holdRefusalSchema.options, 'outcomeUnknown', 'notDelivered']),
  params: paramsSchema,
  retryable: z.boolean(),
  at: instantSchema,
});

/** The last thing that went wrong while the desk keeps trying. The hold is neither lost nor done. */
export const holdTroubleSchema = z.strictObject({
  code: z.enum(['unreachable', 'timeout', 'coreFault', 'unauthorized', 'badAnswer', 'storeFailed']),
  params: paramsSchema,
  at: instantSchema,
  nextTryAt: instantSchema,
});

export const holdSchema = z.strictObject({
  holdId: tokenSchema,
  control: controlIdSchema,
  cardId: tokenSchema,
  cardMasked: z.string().max(40),
  callId: callIdSchema.nullable(),
  state: holdStateSchema,
  /** Written to disk. */
  askedAt: instantSchema,
  /** First time the request was handed to the network. */
  sentAt: instantSchema.nullable(),
  /** When the core's answer (receipt or refusal) was written to disk. */
  answeredAt: instantSchema.nullable(),
  attempts: z.int().nonnegative(),
  receipt: receiptSchema.nullable(),
  failure: holdFailureSchema.nullable(),
  trouble: holdTroubleSchema.nullable(),
  askedBy: whoSchema,
});

export const controlStateSchema = z.strictObject({
  /** Unfinished ones and those of the last twelve hours, newest first. */
  holds: z.array(holdSchema).max(500),
  /** Requests on disk without a final answer. */
  outboxDepth: z.int().nonnegative(),
});

export type Hold = z.infer<typeof holdSchema>;
export type HoldReceipt = z.infer<typeof receiptSchema>;
export type HoldFailure = z.infer<typeof holdFailureSchema>;
export type HoldTrouble = z.infer<typeof holdTroubleSchema>;
export type ControlState = z.infer<typeof controlStateSchema>;

/** Whoever has a caller on the line: a trainer and a team lead take calls too. */
const roles = { roles: ['agent', 'teamLead', 'trainer'] as const };

export const controlCommands = {
  /**
   * 临时挂失: the one click. Answers when the request is on disk, not when the card is held.
   * While one is open for the card the same holdId is answered. There is no release here: that is another role's business.
   */
  'control/hold-card': command(
    z.strictObject({ cardId: tokenSchema, callId: callIdSchema.optional() }),
    z.strictObject({ holdId: tokenSchema }),
    roles,
  ),
  /** Tries again now: a failed hold that allows it, or an open one that waits for its next try. Same key, so never a second hold. */
  'control/retry': command(z.strictObject({ holdId: tokenSchema }), z.strictObject({}), roles),
} as const;

export const controlTopics = { 'control/state': topic(controlStateSchema) } as const;
