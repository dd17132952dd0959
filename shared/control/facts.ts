import { z } from 'zod';
import { controlIdSchema } from './control-ids.ts';

/** One thing that stood on the screen when a person decided: `risk.tier`, `pending.amount`, `cue.newPayee`. Numbers are masked. */
export const shownFactSchema = z.strictObject({ id: z.string().max(80), value: z.string().max(300) });
export type ShownFact = z.infer<typeof shownFactSchema>;
export const shownFactsSchema = z.array(shownFactSchema).max(80);

/** What the desk recommended at that moment, so that it can be told later whether a person followed it. */
export const recommendedSchema = z.strictObject({
  tier: z.string().max(20),
  control: controlIdSchema.nullable(),
});
export type Recommended = z.infer<typeof recommendedSchema>;
