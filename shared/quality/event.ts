import { z } from 'zod';
import { playbookVersionSchema } from '#shared/guidance/playbook.ts';
import { instantSchema } from '#shared/lib/ids.ts';
import { itemIdSchema } from './sheet.ts';

const when = { at: instantSchema, callOffsetMs: z.int().nonnegative() };

/** One thing that became of the check, kept for ever in its order. Taking a tick back is an event too. */
export const qualityEventSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('done'),
    ...when,
    itemId: itemIdSchema,
    /** The sheet the item came from, with the version of its words. */
    sheetId: z.string().max(60),
    version: playbookVersionSchema,
    by: z.enum(['agent', 'facts']),
    facts: z.array(z.string().max(110)).max(12),
  }),
  z.strictObject({ kind: z.literal('undone'), ...when, itemId: itemIdSchema }),
  /** The call ended: what was required then, and what of it was missing. */
  z.strictObject({
    kind: z.literal('closed'),
    ...when,
    sheets: z.array(z.strictObject({ sheetId: z.string().max(60), version: playbookVersionSchema })).max(40),
    required: z.array(itemIdSchema).max(60),
    missing: z.array(itemIdSchema).max(60),
  }),
]);
export type QualityEvent = z.infer<typeof qualityEventSchema>;
