import { z } from 'zod';
import { tokenSchema } from './text.ts';
import { timeSchema, wireWhoSchema } from './wire-common.ts';

/** A text to the caller's own device through the bank's message service. Never sent without the agent's key press. */
export const wireMessageSchema = z.strictObject({
  channel: z.enum(['sms', 'app']),
  /** As the exchange gave it; the core normalises. */
  number: z.string().min(3).max(40),
  customerId: tokenSchema.nullable(),
  callId: tokenSchema,
  text: z.string().min(1).max(1000),
  askedAt: timeSchema,
  askedBy: wireWhoSchema,
});
export type WireMessage = z.infer<typeof wireMessageSchema>;

/** `accepted`: the core has it · `sent`: with the operator · `delivered`: on the device · `failed`: it will not come, `reason` says why. */
export const wireMessageStateSchema = z.object({
  messageId: tokenSchema,
  state: z.enum(['accepted', 'sent', 'delivered', 'failed']),
  at: timeSchema,
  reason: z.string().max(100).nullable(),
});
export type WireMessageState = z.infer<typeof wireMessageStateSchema>;
