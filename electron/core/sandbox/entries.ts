import { z } from 'zod';
import { tokenSchema } from '#shared/core/text.ts';
import { wireReceiptSchema } from '#shared/core/wire-hold.ts';
import { wireCallRecordSchema, wireRevealSchema } from '#shared/core/wire-record.ts';

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
  z.strictObject({ kind: z.literal('call'), recordId: tokenSchema, record: wireCallRecordSchema }),
  z.strictObject({ kind: z.literal('reveal'), at: z.number(), request: wireRevealSchema }),
]);
export type Entry = z.infer<typeof entrySchema>;
export type HoldEntry = Extract<Entry, { kind: 'hold' }>;
