import { z } from 'zod';
import { careFlagSchema } from '#shared/care/care-flag.ts';
import { cardKindSchema } from '#shared/core/vocabulary.ts';
import { playbookIdSchema, playbookVersionSchema } from '#shared/guidance/playbook.ts';
import { sayable, sayableToAll } from './sayable.ts';
import { dispositions } from '#shared/seat/contract.ts';
import { flowCommandSchema } from './flow-command-schema.ts';
import { factWordSchema } from './fact.ts';

export const flowIdSchema = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'must be kebab-case');
export type FlowId = z.infer<typeof flowIdSchema>;

/** Id of a step inside its flow. */
export const stepIdSchema = z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/, 'must be one camelCase word');
export type StepId = z.infer<typeof stepIdSchema>;

/** Name of a value that is heard and written down: `{{said.amount|…}}`. */
export const saidNameSchema = z.string().regex(/^[a-z][a-zA-Z0-9]{0,29}$/, 'must be one camelCase word');

const next = stepIdSchema;
const common = {
  id: stepIdSchema,
  /** What not to say here. */
  dont: sayable(50).optional(),
  /** For the agent alone: why, or what to look at. */
  note: sayable(70).optional(),
};
/** `elderly` for C01 (one step, everyday words); `written` for slate, SMS and in-call text (C02). */
const variants = { elderly: sayable(80), written: sayable(80) };

/** 说: one line to say. */
export const sayStepSchema = z.strictObject({
  ...common,
  kind: z.literal('say'),
  text: sayableToAll(80),
  ...variants,
  next,
});

/** 问: a question to the caller; the agent presses the number of what was answered. */
export const askStepSchema = z.strictObject({
  ...common,
  kind: z.literal('ask'),
  text: sayableToAll(70),
  elderly: variants.elderly.optional(),
  written: variants.written.optional(),
  answers: z
    .array(z.strictObject({ label: sayable(26, 70), next }))
    .min(2)
    .max(9),
});

/** 看: goes on by what the panel knows already; nobody presses anything. The first branch whose facts all hold. */
export const checkStepSchema = z.strictObject({
  id: stepIdSchema,
  kind: z.literal('check'),
  branches: z
    .array(z.strictObject({ if: z.union([factWordSchema, z.array(factWordSchema).min(1).max(6)]), next }))
    .min(1)
    .max(9),
  otherwise: next,
});

/**
 * 办: something the agent does, with the desk's own command where there is one. `until` is the fact that says it is done:
 * a step whose fact holds already is passed by itself.
 */
export const doStepSchema = z.strictObject({
  ...common,
  kind: z.literal('do'),
  text: sayable(90),
  command: flowCommandSchema.optional(),
  /** For `call.sendText`: what is sent. */
  message: sayable(200).optional(),
  until: factWordSchema.optional(),
  next,
});

/**
 * 填: a value for the steps after it. `into: card` chooses one of the holder's cards (by itself when only one fits) or goes
 * to `none`; any other name is a few words that were heard and are written down (`{{said.name|…}}`).
 */
export const fillStepSchema = z.strictObject({
  ...common,
  kind: z.literal('fill'),
  text: sayableToAll(70),
  elderly: variants.elderly.optional(),
  written: variants.written.optional(),
  into: saidNameSchema,
  label: sayable(16, 40),
  kinds: z.array(cardKindSchema).max(9).optional(),
  next,
  none: next.optional(),
});

/** 收: the last words, what came of it, and what is proposed for the wrap-up. */
export const endStepSchema = z.strictObject({
  ...common,
  kind: z.literal('end'),
  text: sayableToAll(80),
  elderly: variants.elderly.optional(),
  written: variants.written.optional(),
  outcome: sayable(40),
  disposition: z.enum(dispositions),
  followUp: sayable(80).optional(),
  /** Flows that often come next. */
  then: z.array(flowIdSchema).max(3).optional(),
});

export const flowStepSchema = z.discriminatedUnion('kind', [
  sayStepSchema,
  askStepSchema,
  checkStepSchema,
  doStepSchema,
  fillStepSchema,
  endStepSchema,
]);

/** 流程: one process tree, both languages. The first step is where it begins. */
export const flowSchema = z.strictObject({
  id: flowIdSchema,
  version: playbookVersionSchema,
  /** First day it may be used, `YYYY-MM-DD`. */
  effectiveFrom: z.iso.date(),
  name: sayable(20, 60),
  /** What the caller wants, in one line: how the agent knows that this is the flow. */
  when: sayable(50),
  /** More words to find it by; `gs` needs none, initials are found anyway. */
  keywords: z.array(z.string().trim().min(1).max(40)).min(2).max(30),
  /** Ours and not yet the bank's: the desk says so. */
  sample: z.boolean().default(false),
  /** Facts that make this flow likely: the desk offers it before anybody searches. Any one suffices. */
  offer: z.array(factWordSchema).max(8).default([]),
  careFlags: z.array(careFlagSchema).max(12).default([]),
  playbooks: z.array(playbookIdSchema).max(10).default([]),
  /** Where it was seen: `case-1-4`. */
  cases: z
    .array(z.string().regex(/^case-[123]-\d{1,2}[ab]?$/))
    .max(12)
    .default([]),
  steps: z.array(flowStepSchema).min(2).max(60),
});

export type SayStep = z.infer<typeof sayStepSchema>;
export type AskStep = z.infer<typeof askStepSchema>;
export type CheckStep = z.infer<typeof checkStepSchema>;
export type DoStep = z.infer<typeof doStepSchema>;
export type FillStep = z.infer<typeof fillStepSchema>;
export type EndStep = z.infer<typeof endStepSchema>;
export type FlowStep = z.infer<typeof flowStepSchema>;
export type Flow = z.infer<typeof flowSchema>;
