import { z } from 'zod';
import { bilingual } from '#shared/lib/bilingual.ts';

/**
 * 口径: a figure that is the bank's to decide (days, hours, amounts), in one place instead of in thirty sentences.
 * `sample`: it is ours and not yet the bank's; the desk says so beside every line that uses it.
 */
export const policyFigureSchema = z.strictObject({
  label: bilingual(30, 80),
  value: bilingual(20, 50),
  sample: z.boolean(),
});
export type PolicyFigure = z.infer<typeof policyFigureSchema>;

export const policyIdSchema = z.string().regex(/^[a-z][a-zA-Z0-9]{1,39}$/);
export const policyFiguresSchema = z.record(policyIdSchema, policyFigureSchema);
export type PolicyFigures = Readonly<Record<string, PolicyFigure>>;
