import { z } from 'zod';
import { factIds } from '#shared/flows/fact.ts';
import { playbookVersionSchema } from '#shared/guidance/playbook.ts';
import { bilingual, spoken } from '#shared/lib/bilingual.ts';

/** When in the call it belongs: the order of the list. */
export const phases = ['opening', 'during', 'closing'] as const;

/** Facts of a call beyond those of the caller panel (`shared/flows/fact.ts`): what was done at this desk in this very call. */
export const callFactIds = [
  'hold.asked',
  'hold.confirmed',
  'text.sent',
  'captions.on',
  'flow.begun',
  'flow.finished',
  'playbook.open',
  'playbook.asked',
  'playbook.said',
  'call.outgoing',
] as const;

const known: ReadonlySet<string> = new Set([...factIds, ...callFactIds]);
const named = /^(?:flow|playbook)\.[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?:\.[a-z][a-zA-Z0-9]{0,39})?$/;

/**
 * Whether a word is a fact that the desk can deliver: of the panel, of this call, `flow.<id>` (begun), `flow.<id>.<step>` (that step is
 * behind us), `playbook.<id>` (open).
 */
export const isQualityFact = (word: string): boolean => known.has(word) || named.test(word);

/** In a file any word of this form; whether it is a fact is the checker's business, which names the line. */
const factWord = z
  .string()
  .max(110)
  .regex(/^[a-z][a-zA-Z0-9.-]+$/);

export const itemIdSchema = z
  .string()
  .max(40)
  .regex(/^[a-z][a-zA-Z0-9]*$/, 'must be one camelCase word');

/**
 * One required sentence (`say`) or step (`do`).
 * `onlyIf`: required only while one of these facts holds; without any, always.
 * `doneBy`: the desk ticks it itself once one of these facts holds; without any, the agent does.
 */
export const qualityItemSchema = z.strictObject({
  id: itemIdSchema,
  kind: z.enum(['say', 'do']),
  phase: z.enum(phases),
  label: bilingual(24, 70),
  /** How it can be said. A sentence that is required always has its words. */
  say: spoken(90).optional(),
  elderly: bilingual(70).optional(),
  onlyIf: z.array(factWord).max(12).default([]),
  doneBy: z.array(factWord).max(12).default([]),
});
export type QualityItem = z.infer<typeof qualityItemSchema>;

/**
 * 质检表: what a kind of call must contain (C22). `when`: the sheet counts while one of these facts holds; without any, in every call.
 * An item whose id stands in an everyday sheet takes its place, so that a sheet can word a greeting anew.
 */
export const qualitySheetSchema = z.strictObject({
  id: z
    .string()
    .max(60)
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'must be kebab-case'),
  version: playbookVersionSchema,
  effectiveFrom: z.iso.date(),
  effectiveTo: z.iso.date().optional(),
  name: bilingual(20, 60),
  sample: z.boolean().default(false),
  when: z.array(factWord).max(12).default([]),
  /** Items of other sheets that have no place in such a call. */
  drops: z.array(itemIdSchema).max(12).default([]),
  cases: z.array(z.string().max(20)).max(12).default([]),
  items: z.array(qualityItemSchema).min(1).max(12),
});
export type QualitySheet = z.infer<typeof qualitySheetSchema>;
