import { z } from 'zod';
import { bilingualSchema, moneySchema, tokenSchema } from '#shared/core/text.ts';
import { transactionChannelSchema } from './words.ts';
import { cueIdSchema } from '#shared/guidance/cue.ts';

/** `30m`, `6h`: how long. */
const spanPattern = /^\d{1,4}[mhd]$/;

/** A verification case as a scenario's file has it: whose, how much, to whom, and how long before it is refused by itself. */
export const sampleCaseSchema = z.strictObject({
  customerId: tokenSchema,
  money: moneySchema,
  payeeMasked: z.string().min(1).max(60),
  payeeIsNew: z.boolean().default(true),
  channel: transactionChannelSchema.default('app'),
  purpose: bilingualSchema.optional(),
  cues: z.array(cueIdSchema).max(20).default([]),
  deadlineIn: z.string().regex(spanPattern),
  /** An earlier one to the same payee, refused so long ago. */
  refusedAgo: z.string().regex(spanPattern).optional(),
});
export type SampleCase = z.infer<typeof sampleCaseSchema>;
