import { z } from 'zod';
import { careFlagSchema } from '#shared/care/care-flag.ts';
import { deskEventKinds } from './contract.ts';
import { textsSchema } from './texts.ts';

/**
 * What a simulated caller says and what moves her on. A script is a set of beats; in each the caller says her lines, then
 * waits until one of `next` fits, the first in the order written. Conditions look at what the agent did since the beat
 * began, or since the call began when `ever` is set.
 */
const beatIdSchema = z.string().regex(/^[a-z][A-Za-z0-9]*$/);
const paramsSchema = z.record(z.string(), z.union([z.string(), z.array(z.string()).min(1)]));

export const conditionSchema = z.discriminatedUnion('on', [
  /** The agent said something and then was quiet. */
  z.strictObject({ on: z.literal('spoke') }),
  /** The agent wrote; `any`: at least one of these is in the text (case does not matter). */
  z.strictObject({ on: z.literal('wrote'), any: z.array(z.string().min(1)).optional() }),
  /** The agent did something at the desk. `params`: every key must have one of the given values. `times`: how often, counted by different params. */
  z.strictObject({
    on: z.literal('did'),
    kind: z.enum(deskEventKinds),
    params: paramsSchema.optional(),
    times: z.int().min(1).max(10).default(1),
    ever: z.boolean().default(false),
  }),
  /** So long nothing else fitted, ms after the last word. */
  z.strictObject({ on: z.literal('waited'), ms: z.int().min(500).max(120_000) }),
]);
export type Condition = z.infer<typeof conditionSchema>;

const nextSchema = z.strictObject({ when: conditionSchema, to: beatIdSchema });

export const lineSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  text: z.string().min(1).max(300),
  /** What the synthesizer is given instead, e.g. kana for kanji. Never shown. */
  spoken: z.string().max(300).optional(),
  /** Silence before it. */
  pauseMs: z.int().min(0).max(15_000).default(0),
});
export type ScriptLine = z.infer<typeof lineSchema>;

export const beatSchema = z.strictObject({
  /** For the trainer: what is going on. */
  note: textsSchema,
  lines: z.array(lineSchema).max(8),
  next: z.array(nextSchema).max(12).default([]),
  /** The caller hangs up after these lines. */
  hangUp: z.boolean().default(false),
});
export type Beat = z.infer<typeof beatSchema>;

/** How the clips are made (`scripts/voices.mjs`). Voice and variant are espeak-ng's names. */
export const voiceSchema = z.strictObject({
  name: z.string().max(40),
  wordsPerMinute: z.int().min(80).max(300),
  pitch: z.int().min(0).max(99),
  range: z.int().min(0).max(99).default(50),
});

export const scriptSchema = z
  .strictObject({
    id: z.string().regex(/^(case-[0-9]+-[0-9]+[a-z]?|sample-[a-z]+)$/),
    customer: z.strictObject({
      /** E.164; one of the sandbox core's, so that the panel knows who rings. */
      number: z.string().regex(/^\+[1-9]\d{6,14}$/),
      /** What the caller's telephone shows. */
      displayName: z.string().max(60),
    }),
    queue: z.string().max(40),
    language: z.enum(['zh', 'en', 'ja', 'ko']),
    channel: z.enum(['voice', 'text']),
    voice: voiceSchema,
    /** Comes with a picture: the drawing of this name (`assets/callers`). Left out: pictures are refused. */
    picture: z.enum(['paper']).optional(),
    /** Hangs up unanswered after so long. */
    patienceMs: z.int().min(10_000).max(600_000).default(90_000),
    start: beatIdSchema,
    beats: z.record(beatIdSchema, beatSchema),
    /** Looked at in every beat before its own `next`; each moves the caller once. */
    anytime: z.array(nextSchema).max(8).default([]),
  })
  .superRefine((script, context) => {
    const targets = [
      { to: script.start, from: 'start' },
      ...script.anytime.map(({ to }) => ({ to, from: 'anytime' })),
      ...Object.entries(script.beats).flatMap(([from, beat]) => beat.next.map(({ to }) => ({ to, from }))),
    ];
    for (const { to, from } of targets) {
      if (!(to in script.beats))
        context.addIssue({ code: 'custom', message: `${from} leads to ${to}, which is no beat` });
    }
    const reached = new Set(targets.map(({ to }) => to));
    for (const [id, beat] of Object.entries(script.beats)) {
      if (!reached.has(id)) context.addIssue({ code: 'custom', message: `no way leads to ${id}` });
      // A caller must never be stuck: whatever the agent does not do, time moves her on.
      const waits = beat.next.at(-1)?.when.on === 'waited';
      if (!beat.hangUp && !waits)
        context.addIssue({ code: 'custom', message: `${id} has no last way out by time` });
    }
    const lines = Object.values(script.beats).flatMap((beat) => beat.lines.map(({ id }) => id));
    const twice = lines.find((id, at) => lines.indexOf(id) !== at);
    if (twice !== undefined) context.addIssue({ code: 'custom', message: `line ${twice} stands twice` });
  });
export type Script = z.infer<typeof scriptSchema>;

export const flagsSchema = z.array(careFlagSchema).max(6);
