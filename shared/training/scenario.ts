import { z } from 'zod';
import { deskEventKinds, scenarioSummarySchema, type ScenarioSummary } from './contract.ts';
import { coreDrillSchema } from './core-drill.ts';
import { flagsSchema, scriptSchema } from './script.ts';
import { textsSchema } from './texts.ts';

/** When a rubric line counts as done, judged from desk events alone. */
export const rubricConditionSchema = z.strictObject({
  kind: z.enum(deskEventKinds),
  /** Every key must have one of the given values. */
  params: z.record(z.string(), z.array(z.string()).min(1)).optional(),
  /** So many different ones (by params). */
  times: z.int().min(1).max(10).default(1),
  /** Not later than this after the ring (`answered`) or after the answer (everything else). */
  withinMs: z.int().positive().optional(),
  /** Only what happened before the first event of this kind counts; without such an event everything does. */
  before: z.enum(deskEventKinds).optional(),
  /** Turned round: done at the end if it never happened. */
  never: z.boolean().default(false),
});
export type RubricCondition = z.infer<typeof rubricConditionSchema>;

/** What a trainer chooses by and judges by, whichever way the call goes. */
export const trainingPart = {
  cases: z
    .array(z.string().regex(/^[1-3]\.[0-9]+[ab]?$/))
    .min(1)
    .max(6),
  title: textsSchema,
  sketch: textsSchema,
  caller: z.strictObject({ name: textsSchema, age: z.int().nullable() }),
  flags: flagsSchema,
  level: z.enum(['easy', 'medium', 'hard']),
  aboutMinutes: z.int().min(1).max(30),
  trains: z.array(textsSchema).min(1).max(6),
  rubric: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
        text: textsSchema,
        points: z.int().min(1).max(100),
        when: rubricConditionSchema,
      }),
    )
    .min(5)
    .max(8),
} as const;

export const addsUp = (one: { readonly rubric: readonly { readonly points: number }[] }): boolean =>
  one.rubric.reduce((sum, line) => sum + line.points, 0) === 100;

/** One file of `assets/scenarios`. */
export const scenarioSchema = z
  .strictObject({
    ...trainingPart,
    /** How the sandbox core behaves while this call is on; as usual when left out. */
    core: coreDrillSchema.default('off'),
    script: scriptSchema,
  })
  .refine(addsUp, 'rubric points must add up to 100')
  .refine((one) => one.script.id.startsWith('case-'), 'the id of a scenario is that of its case');

/** A scenario as it is played. Without `rings` the caller rings the seat; with it a case arrives, and after so many rings its holder has had their say. */
export type Scenario = z.infer<typeof scenarioSchema> & { readonly rings?: number | undefined };

/** The part of a scenario that may be shown. */
export function summaryOf(scenario: Scenario): ScenarioSummary {
  const { script } = scenario;
  return scenarioSummarySchema.parse({
    id: script.id,
    cases: scenario.cases,
    title: scenario.title,
    sketch: scenario.sketch,
    caller: scenario.caller,
    flags: scenario.flags,
    language: script.language,
    channel: script.channel,
    outbound: scenario.rings !== undefined,
    level: scenario.level,
    queue: script.queue,
    aboutMinutes: scenario.aboutMinutes,
    trains: scenario.trains,
    rubric: scenario.rubric.map(({ id, text, points }) => ({ id, text, points })),
  });
}
