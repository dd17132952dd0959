import { z } from 'zod';
import { documentTypeSchema } from '#shared/core/vocabulary.ts';
import { playbookVersionSchema } from '#shared/guidance/playbook.ts';
import { bilingual, spoken } from '#shared/lib/bilingual.ts';

export const documentIdSchema = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);

/**
 * How a number is built, one sign a place: `d` digit, `a` letter, `n` either, `c` digit or X (a check sign), `[HM]` one of these, a capital
 * or a digit itself; `?` after a place: it may be missing. Nothing repeats, so that no form can be slow.
 */
const formPattern = z
  .string()
  .max(80)
  .regex(
    /^(?:(?:[danc0-9A-Z]|\[[0-9A-Z]{1,10}\])\??)+$/,
    'one sign a place: d a n c [..] a capital or a digit, each with ? at most',
  );

export const numberFormSchema = z.strictObject({
  /** Which of the forms this is: 新版（2023 年 12 月起）. */
  label: bilingual(24, 70),
  pattern: formPattern,
  /** `mod11`: the last of 18 signs is the check sign of GB 11643 (ISO 7064 MOD 11-2), and places 7–14 are a date of birth. */
  check: z.enum(['none', 'mod11']).default('none'),
});

const rules = z.array(bilingual(60, 190)).min(1).max(6);

/** 证件: what an agent has to know of one kind of document on the telephone. Content, one file each in `assets/documents`. */
export const documentSchema = z.strictObject({
  id: documentIdSchema,
  version: playbookVersionSchema,
  /** Sample: what the bank may do by telephone is the bank's to say. */
  sample: z.boolean().default(false),
  /** Where it stands in the list. */
  order: z.int().min(1).max(99),
  name: bilingual(30, 90),
  /** Types on file that it explains; empty for what is no type (an expired one, a lost passport). */
  types: z.array(documentTypeSchema).max(6),
  /** ISO 3166 alpha-2 of holders it is for; empty: anybody. */
  countries: z.array(z.string().regex(/^[A-Z]{2}$/)).max(20),
  what: rules,
  number: z.strictObject({
    words: bilingual(80, 240),
    /** Empty where a number proves nothing. */
    forms: z.array(numberFormSchema).max(5),
  }),
  names: rules,
  validity: rules,
  byPhone: rules,
  atBranch: rules,
  say: z
    .array(z.strictObject({ id: z.string().regex(/^[a-z][a-zA-Z0-9]{1,39}$/), text: spoken(80) }))
    .min(1)
    .max(4),
});
export type DocumentGuide = z.infer<typeof documentSchema>;
export type NumberForm = z.infer<typeof numberFormSchema>;
