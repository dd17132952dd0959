import { z } from 'zod';
import { bilingual, spoken } from '#shared/lib/bilingual.ts';
import { careFlagSchema } from './care-flag.ts';
import { deskActions, middleParts } from './desk-actions.ts';

/** A sentence the agent can say at once to this caller, e.g. a comfort line; ja and ko where callers need them. */
export const careLineSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-zA-Z0-9]{1,39}$/),
  when: bilingual(30),
  text: spoken(80),
  /** 审定文本: reviewed by the bank's lawyers in every language; said as it stands, marked as such. */
  approved: z.boolean().default(false),
});

/** `(a|b)` one of these, `…` up to twelve characters; no nesting, so that a phrase can never be slow. */
const phraseSchema = z
  .string()
  .min(2)
  .max(120)
  .regex(/^(?:[^()|?*+[\]\\]|\([^()?*+[\]\\]+\))+$/, 'plain words, (a|b) and … only');

/** 说错话提示: words that are wrong for such a caller, and the better sentence. */
export const wrongWordsSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-zA-Z0-9]{1,39}$/),
  zh: z.array(phraseSchema).min(1).max(20),
  en: z.array(phraseSchema).min(1).max(20),
  instead: bilingual(60),
});

/** What the flag changes on the desk (`desk-actions.ts`). */
export const deskOfFlagSchema = z.strictObject({
  size: z.enum(['normal', 'large']).default('normal'),
  pace: z.number().min(1).max(8).nullable().default(null),
  first: z.array(z.enum(middleParts)).max(6).default([]),
  offer: z.array(z.enum(deskActions)).max(8).default([]),
  avoid: z.array(z.enum(deskActions)).max(8).default([]),
  askFirst: z.array(z.enum(deskActions)).max(8).default([]),
});

/** A question that is asked before money moves (长者安全三问). */
export const safetyQuestionSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-zA-Z0-9]{1,39}$/),
  text: spoken(80),
});

/**
 * 行为规则: what a care flag changes for the agent. Content, one file per flag in `assets/care-cards`.
 * `doSay` are the rules to keep (–), `never` what must not happen (×), most important first: a small panel shows the first ones.
 */
export const careCardSchema = z.strictObject({
  id: careFlagSchema,
  version: z.string().regex(/^\d{1,3}\.\d{1,3}$/),
  name: bilingual(8, 24),
  doSay: z.array(bilingual(40)).min(2).max(8),
  never: z.array(bilingual(40)).min(1).max(6),
  lines: z.array(careLineSchema).max(12),
  desk: deskOfFlagSchema,
  wrong: z.array(wrongWordsSchema).max(12).default([]),
  /** Asked before anything that moves money. */
  safety: z.array(safetyQuestionSchema).max(5).default([]),
});

export type CareCard = z.infer<typeof careCardSchema>;
export type CareLine = z.infer<typeof careLineSchema>;
