import { z } from 'zod';
import { careFlagSchema } from '#shared/care/care-flag.ts';
import {
  attemptResultSchema,
  caseDecisionKindSchema,
  caseStateSchema,
  deciderSchema,
  transactionChannelSchema,
} from '#shared/cases/words.ts';
import { tokenSchema } from './text.ts';
import {
  timeSchema,
  wireBilingualSchema,
  wireMaskedSchema,
  wireMoneySchema,
  wireWhoSchema,
} from './wire-common.ts';

/** Name of a seat as the exchange has it; not a person. */
const seatSchema = z.string().min(1).max(20);

export const wireAttemptSchema = z.object({
  attemptId: tokenSchema,
  at: timeSchema,
  seat: seatSchema,
  result: attemptResultSchema,
});

/**
 * A transaction that waits for somebody to ask its owner (C06). Everything about it is in here, so that a seat that comes late
 * knows as much as the one that was there; only the number to ring is given with the lease (`ClaimAnswer`).
 */
export const wireCaseSchema = z.object({
  caseId: tokenSchema,
  transactionId: tokenSchema,
  customerId: tokenSchema,
  /** Where the money would leave from, named as in the customer's list of cards and accounts. */
  account: z.object({ accountId: tokenSchema, masked: wireMaskedSchema }),
  holder: z.object({
    surname: z.string().max(40),
    surnameLatin: z.string().max(40),
    sex: z.enum(['f', 'm', 'unknown']),
    masked: z.string().max(60),
    birthMonth: z
      .string()
      .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
      .nullable(),
    flags: z.array(careFlagSchema).max(12),
    phoneMasked: wireMaskedSchema.nullable(),
  }),
  money: wireMoneySchema,
  payeeMasked: z.string().max(60),
  payeeIsNew: z.boolean(),
  channel: transactionChannelSchema,
  /** As the holder gave it to the app; may well be what somebody told them to give. */
  purpose: wireBilingualSchema.nullable(),
  submittedAt: timeSchema,
  arrivedAt: timeSchema,
  /** Refused by the core itself at this instant when nobody has decided. A delay moves it. */
  deadlineAt: timeSchema,
  cues: z.array(z.string().regex(/^[a-z][a-zA-Z0-9]{1,59}$/)).max(30),
  /** Refused transactions of the holder to the same payee: the mark of a second try (case 2.11). */
  refusedBefore: z
    .array(z.object({ transactionId: tokenSchema, at: timeSchema, money: wireMoneySchema }))
    .max(10),
  attempts: z.array(wireAttemptSchema).max(50),
  lease: z.object({ seat: seatSchema, until: timeSchema }).nullable(),
  state: caseStateSchema,
  delayedUntil: timeSchema.nullable(),
  decision: z
    .object({
      kind: caseDecisionKindSchema,
      by: deciderSchema,
      at: timeSchema,
      who: z.string().max(80).nullable(),
      reason: z.string().max(200),
    })
    .nullable(),
  accountProtected: z.boolean(),
});
export type WireCase = z.infer<typeof wireCaseSchema>;

/** One event of the feed: `all` when the desk's last event is not known any more, `case` for one that is new or has changed. */
export const wireCasesSchema = z.object({ cases: z.array(wireCaseSchema).max(500) });
export type WireCases = z.infer<typeof wireCasesSchema>;

/** Takes the case for this seat, or keeps it: the same request renews the lease. */
export const wireClaimSchema = z.strictObject({ seat: seatSchema, by: wireWhoSchema });
export type WireClaim = z.infer<typeof wireClaimSchema>;

export const wireClaimAnswerSchema = z.object({
  caseId: tokenSchema,
  seat: seatSchema,
  until: timeSchema,
  /** Whole, to be rung: for the seat that has the lease and nobody else. */
  number: z.string().regex(/^\+[1-9]\d{6,14}$/),
});
export type WireClaimAnswer = z.infer<typeof wireClaimAnswerSchema>;

/** What became of one ring; `attemptId` is its idempotency key. */
export const wireAttemptRecordSchema = z.strictObject({
  attemptId: tokenSchema,
  seat: seatSchema,
  by: wireWhoSchema,
  /** When it rang there first; null when it never did. */
  rangAt: timeSchema.nullable(),
  at: timeSchema,
  result: attemptResultSchema,
});
export type WireAttemptRecord = z.infer<typeof wireAttemptRecordSchema>;
