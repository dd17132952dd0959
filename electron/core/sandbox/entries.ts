import { z } from 'zod';
import { tokenSchema } from '#shared/core/text.ts';
import { wireCaseSchema } from '#shared/core/wire-case.ts';
import { wireControlReceiptSchema, wireControlRequestSchema } from '#shared/core/wire-control.ts';
import { wireReceiptSchema } from '#shared/core/wire-hold.ts';
import { wireCallRecordSchema, wireRevealSchema } from '#shared/core/wire-record.ts';

/** A case as it is kept: what is told of it beside (lease, decision, state) follows from elsewhere. */
export const keptCaseSchema = wireCaseSchema
  .omit({ lease: true, state: true, delayedUntil: true, decision: true, accountProtected: true })
  .extend({ number: z.string() });
export type KeptCase = z.infer<typeof keptCaseSchema>;

/** The lines of the sandbox core's journal. */
export const entrySchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('hold'),
    key: tokenSchema,
    bodyHash: z.string(),
    /** false: the key was answered with the receipt of a hold that stood before. */
    placed: z.boolean(),
    receipt: wireReceiptSchema,
  }),
  z.strictObject({
    kind: z.literal('control'),
    key: tokenSchema,
    bodyHash: z.string(),
    /** false: answered with the receipt of what stood before. */
    done: z.boolean(),
    at: z.number(),
    request: wireControlRequestSchema,
    receipt: wireControlReceiptSchema,
  }),
  z.strictObject({ kind: z.literal('call'), recordId: tokenSchema, record: wireCallRecordSchema }),
  /** Whole each time: the last line of a case, and of a transaction, counts. */
  z.strictObject({ kind: z.literal('case'), case: keptCaseSchema }),
  z.strictObject({
    kind: z.literal('transaction'),
    record: z.strictObject({
      transactionId: tokenSchema,
      state: z.enum(['delayed', 'released', 'refused']),
      /** Epoch ms; of a delayed one. */
      until: z.number().nullable(),
      at: z.number(),
      by: z.enum(['person', 'rule', 'timer']),
      who: z.string().nullable(),
      reason: z.string(),
    }),
  }),
  z.strictObject({ kind: z.literal('protect'), customerId: tokenSchema, at: z.number() }),
  /** A text to a caller; its words stay with the sender. */
  z.strictObject({
    kind: z.literal('message'),
    key: tokenSchema,
    bodyHash: z.string(),
    number: z.string().max(40),
    at: z.number(),
  }),
  z.strictObject({ kind: z.literal('reveal'), at: z.number(), request: wireRevealSchema }),
]);
export type Entry = z.infer<typeof entrySchema>;
export type HoldEntry = Extract<Entry, { kind: 'hold' }>;
export type CaseEntry = Extract<Entry, { kind: 'case' }>;
export type TransactionEntry = Extract<Entry, { kind: 'transaction' }>;
export type ControlEntry = Extract<Entry, { kind: 'control' }>;
