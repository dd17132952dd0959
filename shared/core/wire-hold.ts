import { z } from 'zod';
import { tokenSchema } from './text.ts';
import { releaserSchema } from './vocabulary.ts';
import { timeSchema, wireWhoSchema } from './wire-common.ts';

/** The header that makes a hold safe to send twice. */
export const idempotencyHeader = 'idempotency-key';

export const wireHoldRequestSchema = z.strictObject({
  control: z.literal('cardHold'),
  cardId: tokenSchema,
  callId: tokenSchema.nullable(),
  askedAt: timeSchema,
  askedBy: wireWhoSchema,
});
export type WireHoldRequest = z.infer<typeof wireHoldRequestSchema>;

/** Proof that the card is held. `cardId` repeats the request, so that an answer can never be taken for another card's. */
export const wireReceiptSchema = z.object({
  receipt: z.string().min(1).max(60),
  cardId: tokenSchema,
  at: timeSchema,
  undoBy: z.array(releaserSchema).min(1).max(3),
  already: z.boolean(),
});
export type WireReceipt = z.infer<typeof wireReceiptSchema>;

/** 202, and what a key's question answers: done with its receipt, or still being worked on. */
export const wireHoldStatusSchema = z.object({
  state: z.enum(['processing', 'confirmed']),
  receipt: wireReceiptSchema.nullable(),
});
export type WireHoldStatus = z.infer<typeof wireHoldStatusSchema>;
