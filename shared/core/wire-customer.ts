import { z } from 'zod';
import { relationSchema, verifyMethodSchema } from '#shared/caller/identity.ts';
import { careFlagSchema } from '#shared/care/care-flag.ts';
import { dispositions } from '#shared/seat/contract.ts';
import { tokenSchema } from './text.ts';
import {
  accountActionKindSchema,
  accountClassSchema,
  cardFactIdSchema,
  cardHoldStateSchema,
  cardKindSchema,
  documentTypeSchema,
} from './vocabulary.ts';
import {
  timeSchema,
  wireBilingualSchema,
  wireMaskedSchema,
  wireMoneySchema,
  wireParamsSchema,
} from './wire-common.ts';

export const wireFlagSchema = z.object({
  flag: careFlagSchema,
  note: wireBilingualSchema.nullable(),
});

export const wireCustomerSchema = z.object({
  customerId: tokenSchema,
  name: z.object({
    surname: z.string().max(40),
    surnameLatin: z.string().max(40),
    sex: z.enum(['f', 'm', 'unknown']),
    masked: z.string().max(60),
  }),
  birthMonth: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .nullable(),
  branch: wireBilingualSchema.nullable(),
  phoneMasked: wireMaskedSchema.nullable(),
  document: z
    .object({
      type: documentTypeSchema,
      masked: wireMaskedSchema,
      country: z
        .string()
        .regex(/^[A-Z]{2}$/)
        .nullable(),
    })
    .nullable(),
  language: z.string().max(20),
  dialect: z.string().max(20).nullable(),
  note: wireBilingualSchema.nullable(),
  flags: z.array(wireFlagSchema).max(12),
  verification: z.object({
    need: z.int().min(1).max(5),
    simplified: z.boolean(),
    suggested: z.array(verifyMethodSchema).max(10),
  }),
});
export type WireCustomer = z.infer<typeof wireCustomerSchema>;

/** Who a number belongs to. Several matches: a shared number, the desk shows none of them before the agent has asked. */
export const wireLookupSchema = z.object({
  matches: z
    .array(
      z.object({
        customer: wireCustomerSchema,
        relation: relationSchema.exclude(['unknown', 'assumedHolder']),
        speakerName: wireBilingualSchema.nullable(),
      }),
    )
    .max(20),
  /** Flags of the number itself, e.g. a green line for a disaster area. */
  numberFlags: z.array(wireFlagSchema).max(12),
});
export type WireLookup = z.infer<typeof wireLookupSchema>;
export type WireFlag = z.infer<typeof wireFlagSchema>;

export const wireCardSchema = z.object({
  cardId: tokenSchema,
  masked: wireMaskedSchema,
  kind: cardKindSchema,
  accountClass: accountClassSchema.nullable(),
  supplementary: z.boolean(),
  primary: z.boolean(),
  product: wireBilingualSchema.nullable(),
  facts: z
    .array(
      z.object({ id: cardFactIdSchema, at: timeSchema.nullable(), place: wireBilingualSchema.nullable() }),
    )
    .max(8),
  hold: z.object({
    state: cardHoldStateSchema,
    since: timeSchema.nullable(),
    receipt: z.string().max(60).nullable(),
  }),
  holdable: z.boolean(),
});
export const wireCardsSchema = z.object({ cards: z.array(wireCardSchema).max(40) });
export type WireCard = z.infer<typeof wireCardSchema>;

export const wireRiskSchema = z.object({
  facts: z
    .array(
      z.object({
        cue: z.string().regex(/^[a-z][a-zA-Z0-9]{1,59}$/),
        at: timeSchema.nullable(),
        params: wireParamsSchema,
      }),
    )
    .max(30),
  pending: z
    .array(
      z.object({
        transactionId: tokenSchema,
        money: wireMoneySchema,
        payeeMasked: z.string().max(60),
        payeeIsNew: z.boolean(),
        submittedAt: timeSchema,
        deadlineAt: timeSchema,
      }),
    )
    .max(20),
  today: z
    .array(
      z.object({
        kind: accountActionKindSchema,
        at: timeSchema,
        money: wireMoneySchema.nullable(),
        detail: wireBilingualSchema.nullable(),
      }),
    )
    .max(30),
});
export type WireRisk = z.infer<typeof wireRiskSchema>;

export const wirePastCallsSchema = z.object({
  calls: z
    .array(
      z.object({
        recordId: tokenSchema,
        at: timeSchema,
        topic: wireBilingualSchema,
        outcome: z.enum(dispositions),
        flags: z.array(careFlagSchema).max(12),
      }),
    )
    .max(50),
});
export type WirePastCalls = z.infer<typeof wirePastCallsSchema>;
