import { z } from 'zod';
import { cardKindSchema } from '#shared/core/vocabulary.ts';
import { tokenSchema } from '#shared/core/text.ts';
import { careFlagSchema } from '#shared/care/care-flag.ts';
import { refusedFileSchema } from '#shared/guidance/library.ts';
import { playbookIdSchema, playbookVersionSchema } from '#shared/guidance/playbook.ts';
import { bilingual } from '#shared/lib/bilingual.ts';
import { callIdSchema, instantSchema } from '#shared/lib/ids.ts';
import { dispositions } from '#shared/seat/contract.ts';
import { flowIdSchema, stepIdSchema } from './flow.ts';
import { flowCommandSchema } from './flow-command-schema.ts';
import { policyIdSchema } from './policy.ts';

export const runIdSchema = z.string().min(1).max(60);

/** Words whose gaps are filled; they may have become longer than in the file. */
const words = z.strictObject({ zh: z.string().max(600), en: z.string().max(1200) });
const spokenWords = words.extend({
  ja: z.string().max(1200).optional(),
  ko: z.string().max(1200).optional(),
  kana: z.string().max(2400).optional(),
});

const base = {
  id: stepIdSchema,
  dont: words.nullable(),
  note: words.nullable(),
  /** The bank's figures in these words; `sample` ones are ours and must be shown as such. */
  policies: z
    .array(z.strictObject({ id: policyIdSchema, label: words, value: words, sample: z.boolean() }))
    .max(20),
};
const said = { text: spokenWords, elderly: words.nullable(), written: words.nullable() };

/** The step one stands at, with its gaps filled from the panel. A `check` is never stood at. */
export const stepViewSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...base, kind: z.literal('say'), ...said }),
  z.strictObject({ ...base, kind: z.literal('ask'), ...said, answers: z.array(words).min(2).max(9) }),
  z.strictObject({
    ...base,
    kind: z.literal('do'),
    text: words,
    command: flowCommandSchema.nullable(),
    message: words.nullable(),
    until: z.string().max(60).nullable(),
    /** Whether the fact of `until` holds now; null without one. */
    done: z.boolean().nullable(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('fill'),
    ...said,
    label: words,
    /** To choose among; null where a few words are written down. */
    cards: z
      .array(z.strictObject({ cardId: tokenSchema, masked: z.string().max(40), kind: cardKindSchema }))
      .max(40)
      .nullable(),
    /** Whether one may go on with no such card. */
    mayBeNone: z.boolean(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('end'),
    ...said,
    outcome: words,
    disposition: z.enum(dispositions),
    followUp: words.nullable(),
    then: z.array(z.strictObject({ flowId: flowIdSchema, name: bilingual(20, 60) })).max(3),
  }),
]);
export type StepView = z.infer<typeof stepViewSchema>;

/** A step that is behind us, in words. */
export const trailItemSchema = z.strictObject({
  stepId: stepIdSchema,
  kind: z.enum(['say', 'ask', 'check', 'do', 'fill', 'end']),
  /** null for a check: its facts say everything. */
  text: words.nullable(),
  /** The answer given, the card chosen, the words written down. */
  choice: words.nullable(),
  by: z.enum(['agent', 'facts']),
  facts: z.array(z.string().max(60)).max(6),
  done: z.boolean().nullable(),
  at: instantSchema,
  callOffsetMs: z.int().nonnegative(),
});
export type TrailItem = z.infer<typeof trailItemSchema>;

export const runViewSchema = z.strictObject({
  runId: runIdSchema,
  flowId: flowIdSchema,
  version: playbookVersionSchema,
  name: bilingual(20, 60),
  sample: z.boolean(),
  startedAt: instantSchema,
  /** Steps the agent has worked on, this one included. */
  number: z.int().positive(),
  askedAt: instantSchema.nullable(),
  mayGoBack: z.boolean(),
  step: stepViewSchema,
  /** The card the flow is about. */
  cardId: tokenSchema.nullable(),
  /** Oldest first; only the last ones of a very long way. */
  trail: z.array(trailItemSchema).max(100),
});
export type RunView = z.infer<typeof runViewSchema>;

/** 流程 of the current call: the one that runs, and those put aside or finished, newest first. */
export const flowsStateSchema = z.strictObject({
  callId: callIdSchema.nullable(),
  run: runViewSchema.nullable(),
  others: z
    .array(
      z.strictObject({
        runId: runIdSchema,
        flowId: flowIdSchema,
        name: bilingual(20, 60),
        state: z.enum(['stopped', 'ended']),
        number: z.int().positive(),
        /** How a finished one ended. */
        outcome: words.nullable(),
        trail: z.array(trailItemSchema).max(100),
      }),
    )
    .max(20),
});
export type FlowsState = z.infer<typeof flowsStateSchema>;

export const noFlowsState: FlowsState = { callId: null, run: null, others: [] };

/** What the window needs to find a flow; its steps come one by one. */
export const flowSummarySchema = z.strictObject({
  flowId: flowIdSchema,
  version: playbookVersionSchema,
  effectiveFrom: z.iso.date(),
  name: bilingual(20, 60),
  when: bilingual(50),
  keywords: z.array(z.string().max(40)).max(30),
  offer: z.array(z.string().max(60)).max(8),
  careFlags: z.array(careFlagSchema).max(12),
  playbooks: z.array(playbookIdSchema).max(10),
  steps: z.int().positive(),
});
export type FlowSummary = z.infer<typeof flowSummarySchema>;

/** `kept`: the version of the last good content that stands in for the file; null where there is none. */
export const refusedFlowSchema = refusedFileSchema.extend({ kept: playbookVersionSchema.nullable() });
export type RefusedFlow = z.infer<typeof refusedFlowSchema>;

export const flowLibrarySchema = z.strictObject({
  flows: z.array(flowSummarySchema).max(300),
  refused: z.array(refusedFlowSchema).max(500),
});
export type FlowLibrary = z.infer<typeof flowLibrarySchema>;

export const noFlows: FlowLibrary = { flows: [], refused: [] };
