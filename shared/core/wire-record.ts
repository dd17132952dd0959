import { z } from 'zod';
import { careFlagSchema } from '#shared/care/care-flag.ts';
import { dispositions } from '#shared/seat/contract.ts';
import { tokenSchema } from './text.ts';
import { timeSchema, wireWhoSchema } from './wire-common.ts';

/** A finished call, sent once per `callId` (also the idempotency key). */
export const wireCallRecordSchema = z.strictObject({
  callId: tokenSchema,
  exchangeCallId: z.string().max(200).nullable(),
  customerId: tokenSchema.nullable(),
  startedAt: timeSchema,
  answeredAt: timeSchema.nullable(),
  endedAt: timeSchema,
  agent: wireWhoSchema,
  topic: z.string().max(200),
  outcome: z.enum(dispositions),
  flags: z.array(careFlagSchema).max(12),
  note: z.string().max(4000),
});
export type WireCallRecord = z.infer<typeof wireCallRecordSchema>;

export const wireCallReceiptSchema = z.object({ recordId: tokenSchema });

/** Asks for one full number. The core keeps its own audit of it. */
export const wireRevealSchema = z.strictObject({
  customerId: tokenSchema,
  what: z.enum(['card', 'phone', 'document']),
  cardId: tokenSchema.nullable(),
  reason: z.string().min(2).max(200),
  callId: tokenSchema.nullable(),
  askedBy: wireWhoSchema,
});
export type WireReveal = z.infer<typeof wireRevealSchema>;

export const wireRevealedSchema = z.object({ value: z.string().min(1).max(60) });
