import { z } from 'zod';
import { personNameSchema } from '#shared/caller/contract.ts';
import { careFlagSchema } from '#shared/care/care-flag.ts';
import { command, topic } from '#shared/contract/define.ts';
import { controlIdSchema } from '#shared/control/control-ids.ts';
import { bilingualSchema, moneySchema, tokenSchema } from '#shared/core/text.ts';
import { cueIdSchema } from '#shared/guidance/cue.ts';
import { recommendedControlSchema } from '#shared/guidance/recommendation.ts';
import { callIdSchema, instantSchema } from '#shared/lib/ids.ts';
import { assessedTierSchema } from '#shared/risk/tier.ts';
import { outcomeSchema, outcomeReasonSchema } from './outcome.ts';
import { priorityReasonSchema } from './priority.ts';
import {
  attemptResultSchema,
  caseDecisionKindSchema,
  caseStateSchema,
  deciderSchema,
  transactionChannelSchema,
} from './words.ts';

/** One ring, as the core has it. */
export const attemptSchema = z.strictObject({
  attemptId: tokenSchema,
  at: instantSchema,
  seat: z.string().max(20),
  result: attemptResultSchema,
});

/** What the account alone says of a case, by the bank's own tables, before anybody has talked to the holder. */
export const caseTierSchema = z.strictObject({
  tier: assessedTierSchema.or(z.literal('unknown')),
  control: recommendedControlSchema.nullable(),
  reasons: z.array(z.strictObject({ zh: z.string().max(120), en: z.string().max(240) })).max(20),
});
export type CaseTier = z.infer<typeof caseTierSchema>;

/** A control this desk has asked for in a case; its honest state is the outbox's. */
export const askedControlSchema = z.strictObject({
  control: controlIdSchema,
  state: z.enum(['asked', 'sent', 'confirmed', 'failed', 'withdrawn']),
  at: instantSchema,
});
export type AskedControl = z.infer<typeof askedControlSchema>;

/** A transaction that waits for somebody to ask its owner (C06), as the inbox shows it. Numbers and names are masked. */
export const verificationCaseSchema = z.strictObject({
  caseId: tokenSchema,
  transactionId: tokenSchema,
  holder: z.strictObject({
    name: personNameSchema,
    age: z.int().min(0).max(130).nullable(),
    flags: z.array(careFlagSchema).max(12),
    phoneMasked: z.string().max(40).nullable(),
  }),
  money: moneySchema,
  payeeMasked: z.string().max(60),
  payeeIsNew: z.boolean(),
  channel: transactionChannelSchema,
  purpose: bilingualSchema.nullable(),
  submittedAt: instantSchema,
  arrivedAt: instantSchema,
  deadlineAt: instantSchema,
  cues: z.array(cueIdSchema).max(30),
  refusedBefore: z
    .array(z.strictObject({ transactionId: tokenSchema, at: instantSchema, money: moneySchema }))
    .max(10),
  attempts: z.array(attemptSchema).max(50),
  /** `own`: this seat has it. */
  lease: z.strictObject({ seat: z.string().max(20), until: instantSchema, own: z.boolean() }).nullable(),
  state: caseStateSchema,
  delayedUntil: instantSchema.nullable(),
  decision: z
    .strictObject({
      kind: caseDecisionKindSchema,
      by: deciderSchema,
      at: instantSchema,
      who: z.string().max(80).nullable(),
      reason: z.string().max(200),
    })
    .nullable(),
  accountProtected: z.boolean(),
  tier: caseTierSchema,
  /** What the order of the inbox goes by, with the reasons that add up to it. */
  priority: z.int().nonnegative(),
  reasons: z.array(priorityReasonSchema).max(8),
  asked: z.array(askedControlSchema).max(20),
});
export type VerificationCase = z.infer<typeof verificationCaseSchema>;

/**
 * The feed of cases: `off` no core is there yet · `connecting` the first time · `live` · `retrying` cut off, tried again at
 * `nextTryAt` · `refused` the core does not let this desk follow them.
 */
export const feedStateSchema = z.strictObject({
  state: z.enum(['off', 'connecting', 'live', 'retrying', 'refused']),
  since: instantSchema,
  lastHeardAt: instantSchema.nullable(),
  nextTryAt: instantSchema.nullable(),
  problem: z.enum(['unreachable', 'timeout', 'badAnswer', 'coreFault', 'unauthorized']).nullable(),
});
export type FeedState = z.infer<typeof feedStateSchema>;

/**
 * The case this seat works: `coming` claimed, rung at `dialAt` · `dialing` · `talking` · `deciding` the call is over, a decision is
 * owed · `open` claimed by hand, not rung yet.
 */
export const caseAtHandSchema = z.strictObject({
  caseId: tokenSchema,
  phase: z.enum(['open', 'coming', 'dialing', 'talking', 'deciding']),
  dialAt: instantSchema.nullable(),
  callId: callIdSchema.nullable(),
  /** What the present attempt counts as if the call ended now; null: it follows from what is done. */
  marked: z.enum(['talked', 'noValidAnswer']).nullable(),
});
export type CaseAtHand = z.infer<typeof caseAtHandSchema>;

/** Arrival to first ring of the cases this desk rang first, since midnight (aim: 30 s while a seat is ready). */
export const firstRingSchema = z.strictObject({
  count: z.int().nonnegative(),
  within30: z.int().nonnegative(),
  lastMs: z.number().nonnegative().nullable(),
  worstMs: z.number().nonnegative().nullable(),
});
export type FirstRing = z.infer<typeof firstRingSchema>;

export const casesStateSchema = z.strictObject({
  feed: feedStateSchema,
  /** null until the feed has been heard once: then an empty list means that there is none. */
  heard: z.boolean(),
  /** Open ones, most urgent first; then those closed lately, newest first. */
  cases: z.array(verificationCaseSchema).max(500),
  atHand: caseAtHandSchema.nullable(),
  firstRing: firstRingSchema,
  /** Whether the next case is offered to this seat by itself while it is ready. */
  offersItself: z.boolean(),
});
export type CasesState = z.infer<typeof casesStateSchema>;

const atDesk = { roles: ['agent', 'teamLead', 'trainer'] as const };
const ofCase = z.strictObject({ caseId: tokenSchema });
const done = z.strictObject({});

export const caseCommands = {
  /** Takes the case for this seat. Errors: `cases/claimed-elsewhere`, `cases/closed`, `cases/busy`. */
  'cases/claim': command(ofCase, done, atDesk),
  /** Claims it if it is not claimed yet, and rings. */
  'cases/dial': command(ofCase, z.strictObject({ callId: callIdSchema }), atDesk),
  /** Not now, or done with it: the lease ends at once. */
  'cases/give-back': command(ofCase, done, atDesk),
  /** Says what the present call counts as: somebody let themselves be asked, or nobody did. null takes it back. */
  'cases/mark-attempt': command(
    z.strictObject({ caseId: tokenSchema, mark: z.enum(['talked', 'noValidAnswer']).nullable() }),
    done,
    atDesk,
  ),
  /** Decides, with the reason; what the screen shows at this moment is kept with it. On disk when it is answered. */
  'cases/decide': command(
    z.strictObject({
      caseId: tokenSchema,
      outcome: outcomeSchema,
      reason: outcomeReasonSchema,
      note: z.string().max(300).default(''),
      /** Of `delay`: refused by itself at this instant unless somebody asks. */
      until: instantSchema.optional(),
      /** After care/safety-first, where the policy only warns. */
      anyway: z.boolean().optional(),
    }),
    done,
    atDesk,
  ),
  /** Sandbox only: a sample case arrives, as the core would send one. Error: `cases/no-sample`. */
  'cases/send-sample': command(
    z.strictObject({ scenarioId: z.string().max(40).optional() }),
    z.strictObject({ caseId: tokenSchema }),
    atDesk,
  ),
} as const;

export const caseTopics = { 'cases/state': topic(casesStateSchema) } as const;
