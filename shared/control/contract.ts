import { z } from 'zod';
import { command, topic } from '#shared/contract/define.ts';
import { paramsSchema, tokenSchema, whoSchema } from '#shared/core/text.ts';
import { controlRefusalSchema, releaserSchema } from '#shared/core/vocabulary.ts';
import { callIdSchema, instantSchema } from '#shared/lib/ids.ts';
import { controlActionSchema, controlIdSchema, targetKindSchema } from './control-ids.ts';
import { controlParamsSchema } from './control-rules.ts';
import { recommendedSchema } from './facts.ts';
import { holdStateSchema } from './hold-state.ts';
import { toldLanguageSchema, toldLineSchema } from './told.ts';

/** The core's own proof that it was done. Nothing but this makes a request `confirmed`. */
export const receiptSchema = z.strictObject({
  number: z.string().max(60),
  at: instantSchema,
  /** Who may take it back: team lead, or the holder at a counter. Empty where nobody can. */
  undoBy: z.array(releaserSchema).max(3),
  /** It stood before this request; there is still exactly one. */
  already: z.boolean(),
});

/** Why a request failed for good. The window words it by `code` and `params`. */
export const holdFailureSchema = z.strictObject({
  code: z.enum([...controlRefusalSchema.options, 'outcomeUnknown', 'notDelivered']),
  params: paramsSchema,
  retryable: z.boolean(),
  at: instantSchema,
});

/** The last thing that went wrong while the desk keeps trying. The request is neither lost nor done. */
export const holdTroubleSchema = z.strictObject({
  code: z.enum(['unreachable', 'timeout', 'coreFault', 'busy', 'unauthorized', 'badAnswer', 'storeFailed']),
  params: paramsSchema,
  at: instantSchema,
  nextTryAt: instantSchema,
});

export const controlTargetSchema = z.strictObject({
  kind: targetKindSchema,
  id: tokenSchema,
  /** As the screen shows it; a number is masked. */
  masked: z.string().max(60),
});
export type ControlTarget = z.infer<typeof controlTargetSchema>;

/** A line about the hold that was read to the caller. */
export const toldSchema = z.strictObject({
  line: toldLineSchema,
  language: toldLanguageSchema,
  at: instantSchema,
  by: whoSchema,
});

const way = {
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
} as const;

/** One control asked for, on its way or arrived. `requestId` is its idempotency key for life. */
export const controlRequestSchema = z.strictObject({
  requestId: tokenSchema,
  action: controlActionSchema,
  control: controlIdSchema,
  target: controlTargetSchema,
  params: controlParamsSchema,
  reason: z.string().max(300),
  /** Case of the verification inbox that asked for it. */
  caseId: tokenSchema.nullable(),
  recommended: recommendedSchema.nullable(),
  /** What an `undo` takes back; no request where another seat had asked for it. */
  undoes: z.strictObject({ requestId: tokenSchema.nullable(), receipt: z.string().max(60) }).nullable(),
  /** Set on what was taken back later, by a confirmed `undo`. */
  undoneAt: instantSchema.nullable(),
  told: z.array(toldSchema).max(20),
  ...way,
});

/** The card holds among the requests, in their own words: what the panel, the flows and the record of the call look at. */
export const holdSchema = z.strictObject({
  holdId: tokenSchema,
  control: controlIdSchema,
  cardId: tokenSchema,
  cardMasked: z.string().max(60),
  ...way,
  /** One that was withdrawn is no hold. */
  state: holdStateSchema.exclude(['withdrawn']),
});

/** An agent asked a team lead to take a hold back: the wrong card, or the caller is safe. */
export const releaseAskSchema = z.strictObject({
  askId: tokenSchema,
  requestId: tokenSchema,
  target: controlTargetSchema,
  callId: callIdSchema.nullable(),
  why: z.enum(['wrongCard', 'asked']),
  reason: z.string().max(300),
  askedAt: instantSchema,
  askedBy: whoSchema,
  state: z.enum(['open', 'released', 'declined']),
  decidedAt: instantSchema.nullable(),
  decidedBy: whoSchema.nullable(),
  decidedReason: z.string().max(300),
});

export const controlStateSchema = z.strictObject({
  /** Unfinished ones and those of the last twelve hours, newest first. */
  requests: z.array(controlRequestSchema).max(500),
  holds: z.array(holdSchema).max(500),
  /** Requests on disk without a final answer. */
  outboxDepth: z.int().nonnegative(),
  /** Open ones of any age and those decided in the last twelve hours, newest first. */
  releaseAsks: z.array(releaseAskSchema).max(200),
});

export type ControlRequest = z.infer<typeof controlRequestSchema>;
export type Hold = z.infer<typeof holdSchema>;
export type HoldReceipt = z.infer<typeof receiptSchema>;
export type HoldFailure = z.infer<typeof holdFailureSchema>;
export type HoldTrouble = z.infer<typeof holdTroubleSchema>;
export type ReleaseAsk = z.infer<typeof releaseAskSchema>;
export type Told = z.infer<typeof toldSchema>;
export type ControlState = z.infer<typeof controlStateSchema>;

/** Whoever has a caller on the line: a trainer and a team lead take calls too. Who may do which control is policy, looked at in main. */
const roles = { roles: ['agent', 'teamLead', 'trainer'] as const };
const reason = z.string().trim().max(300).default('');
const requestId = tokenSchema;
const asked = z.strictObject({ requestId });
const done = z.strictObject({});

export const controlCommands = {
  /**
   * 临时挂失: the one click. Answers when the request is on disk, not when the card is held.
   * While one is open for the card the same holdId is answered.
   */
  'control/hold-card': command(
    z.strictObject({ cardId: tokenSchema, callId: callIdSchema.optional() }),
    z.strictObject({ holdId: tokenSchema }),
    roles,
  ),
  /** All cards of the holder on the screen that can be held: one request a card, those already open among them. */
  'control/hold-all': command(
    z.strictObject({ callId: callIdSchema }),
    z.strictObject({ holdIds: z.array(tokenSchema).max(40) }),
    roles,
  ),
  /** Any control, with the same promises. What stood on the screen is noted by main at that moment. */
  'control/apply': command(
    z.strictObject({
      control: controlIdSchema,
      target: z.strictObject({ kind: targetKindSchema, id: tokenSchema }),
      params: controlParamsSchema.optional(),
      reason,
      callId: callIdSchema.optional(),
      /** After care/safety-first, where the policy only warns. */
      anyway: z.boolean().optional(),
    }),
    asked,
    roles,
  ),
  /** Tries again now: a failed request that allows it, or an open one that waits for its next try. Same key, so never done twice. */
  'control/retry': command(z.strictObject({ requestId }), done, roles),
  /** 'Wrong card', within five seconds. Says what it came to: nothing had left, or a team lead has to release it and has been asked. */
  'control/undo': command(
    z.strictObject({ requestId }),
    z.strictObject({ outcome: z.enum(['withdrawn', 'releaseAsked']), was: holdStateSchema }),
    roles,
  ),
  'control/ask-release': command(
    z.strictObject({ requestId, reason }),
    z.strictObject({ askId: tokenSchema }),
    roles,
  ),
  /** Takes back what was done, with a reason: a hold by a team lead, a limit by an agent who has verified the caller. */
  'control/release': command(
    z.union([
      z.strictObject({ requestId, reason, anyway: z.boolean().optional() }),
      /** A card on the screen that another seat has held: by the receipt that the core shows. */
      z.strictObject({
        cardId: tokenSchema,
        callId: callIdSchema.optional(),
        reason,
        anyway: z.boolean().optional(),
      }),
    ]),
    asked,
    roles,
  ),
  'control/decline-release': command(z.strictObject({ askId: tokenSchema, reason }), done, roles),
  /** The line was read to the caller. */
  'control/told': command(
    z.strictObject({ requestId, line: toldLineSchema, language: toldLanguageSchema }),
    done,
    roles,
  ),
} as const;

export const controlTopics = { 'control/state': topic(controlStateSchema) } as const;
