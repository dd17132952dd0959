import { z } from 'zod';
import { bilingual, spoken } from '#shared/lib/bilingual.ts';
import { careFlagSchema } from './care-flag.ts';

/** A sentence the agent can say at once to this caller, e.g. a comfort line; ja and ko where callers need them. */
export const careLineSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-zA-Z0-9]{1,39}$/),
  when: bilingual(30),
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
  lines: z.array(careLineSchema).max(10),
});

export type CareCard = z.infer<typeof careCardSchema>;
export type CareLine = z.infer<typeof careLineSchema>;
