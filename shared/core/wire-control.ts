import { z } from 'zod';
import { controlActionSchema, controlIdSchema, targetKindSchema } from '#shared/control/control-ids.ts';
import { moneySchema, tokenSchema } from './text.ts';
import { releaserSchema } from './vocabulary.ts';
import { timeSchema, wireWhoSchema } from './wire-common.ts';

/** Any control but the hold of a card, which has its own path; and the taking back of any. The idempotency key is in the header. */
export const wireControlRequestSchema = z.strictObject({
  action: controlActionSchema,
  control: controlIdSchema,
  target: z.strictObject({ kind: targetKindSchema, id: tokenSchema }),
  dayLimit: moneySchema.nullable(),
  until: timeSchema.nullable(),
  message: z.string().max(300).nullable(),
  reason: z.string().max(300),
  /** Receipt of what is taken back. */
  undoes: z.string().max(60).nullable(),
  callId: tokenSchema.nullable(),
  caseId: tokenSchema.nullable(),
  askedAt: timeSchema,
  askedBy: wireWhoSchema,
});
export type WireControlRequest = z.infer<typeof wireControlRequestSchema>;

/** Proof that it was done. Action, control and target repeat the request, so that an answer can never be taken for another's. */
export const wireControlReceiptSchema = z.object({
  receipt: z.string().min(1).max(60),
  action: controlActionSchema,
  control: controlIdSchema,
  target: z.object({ kind: targetKindSchema, id: tokenSchema }),
  at: timeSchema,
  undoBy: z.array(releaserSchema).max(3),
  already: z.boolean(),
});
export type WireControlReceipt = z.infer<typeof wireControlReceiptSchema>;

/** 202, and what a key's question answers. */
export const wireControlStatusSchema = z.object({
  state: z.enum(['processing', 'confirmed']),
  receipt: wireControlReceiptSchema.nullable(),
});
export type WireControlStatus = z.infer<typeof wireControlStatusSchema>;
