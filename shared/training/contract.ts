import { z } from 'zod';
import { command, topic } from '#shared/contract/define.ts';
import { instantSchema } from '#shared/lib/ids.ts';
import { coreDrillSchema, coreDrillStateSchema } from './core-drill.ts';
import { textsSchema } from './texts.ts';

/** `case-3-12`: the id of a training scenario carries the id of its case (cases.md). */
export const scenarioIdSchema = z
  .string()
  .max(20)
  .regex(/^case-[0-9]+-[0-9]+[a-z]?$/);

/** One thing the trainee is judged by. `points` of all lines of a scenario add up to 100. */
export const rubricLineSchema = z.strictObject({
  id: z.string().max(60),
  text: textsSchema,
  points: z.number().int().positive(),
});
export type RubricLine = z.infer<typeof rubricLineSchema>;

/** What a trainer chooses from. The script itself stays in main. */
export const scenarioSummarySchema = z.strictObject({
  id: scenarioIdSchema,
  /** Case ids of cases.md it is made from, the first one names it. */
  cases: z.array(z.string().max(10)).min(1).max(6),
  title: textsSchema,
  /** Two lines: who rings and what is going on. */
  sketch: textsSchema,
  caller: z.strictObject({ name: textsSchema, age: z.number().int().nullable() }),
  /** Care flags of domain.md that fit this caller. */
  flags: z.array(z.string().max(30)).max(6),
  language: z.enum(['zh', 'en', 'ja', 'ko']),
  channel: z.enum(['voice', 'text']),
  /** A verification case arrives and the trainee rings; otherwise the caller rings. */
  outbound: z.boolean(),
  level: z.enum(['easy', 'medium', 'hard']),
  queue: z.string().max(40),
  aboutMinutes: z.number().int().positive(),
  /** What it trains, one line each. */
  trains: z.array(textsSchema).min(1).max(6),
  rubric: z.array(rubricLineSchema).min(5).max(8),
});
export type ScenarioSummary = z.infer<typeof scenarioSummarySchema>;

/** What a trainee can do that counts. The words are `training.step.<kind>`. */
export const deskEventKinds = [
  'answered',
  'held',
  'resumed',
  'playbookChosen',
  'cueTicked',
  'questionAsked',
  'lineSaid',
  'caseDecided',
  'cardHoldAsked',
  'cardHoldConfirmed',
  'textSent',
  'slateShown',
  'flagSet',
  'verified',
  'hungUp',
  'wrapUpSaved',
] as const;
export type DeskEventKind = (typeof deskEventKinds)[number];

/** One step the trainee took. `params` are ids and short texts (playbook id, cue id, masked card …), never C2 data. */
export const stepSchema = z.strictObject({
  at: instantSchema,
  kind: z.enum(deskEventKinds),
  /** i18n key of the sentence, `training.step.<kind>`. */
  label: z.string().max(60),
  params: z.record(z.string().max(40), z.string().max(300)),
  /** The rubric line this step fulfilled, if it did. */
  rubricId: z.string().max(60).nullable(),
});
export type TrainingStep = z.infer<typeof stepSchema>;

export const runSchema = z.strictObject({
  runId: z.string().max(64),
  scenarioId: scenarioIdSchema,
  /** `notAnswered`: nobody took it, it was declined, or the seat was busy. `finished` also when the trainer stopped it. */
  state: z.enum(['ringing', 'running', 'finished', 'notAnswered']),
  trainee: z.strictObject({ seatNumber: z.string().max(20), name: z.string().max(100) }),
  startedAt: instantSchema,
  answeredAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  endedBy: z.enum(['caller', 'trainee', 'trainer', 'line']).nullable(),
  /** Which part of the script the caller is in; a sentence for the trainer. */
  beat: textsSchema.nullable(),
  steps: z.array(stepSchema).max(500),
  /** `missed` only once the run is over; until then a line is `open`. */
  rubric: z.array(
    z.strictObject({
      id: z.string().max(60),
      text: textsSchema,
      points: z.number().int(),
      state: z.enum(['open', 'done', 'missed']),
      at: instantSchema.nullable(),
    }),
  ),
  /** What the simulated caller said or wrote, in the caller's language. */
  transcript: z
    .array(
      z.strictObject({ at: instantSchema, channel: z.enum(['voice', 'text']), text: z.string().max(1000) }),
    )
    .max(500),
  score: z.number().int(),
});
export type TrainingRun = z.infer<typeof runSchema>;

const byTrainer = { roles: ['trainer', 'teamLead'] } as const;

export const trainingCommands = {
  /**
   * Sends the scenario's caller to a seat; `seatNumber` left out means this machine's own seat.
   * Errors: `training/run-active`, `training/no-seat`, `training/exchange-down`, `common/not-found`.
   */
  'training/send-scenario': command(
    z.strictObject({ scenarioId: scenarioIdSchema, seatNumber: z.string().max(20).optional() }),
    z.strictObject({ runId: z.string() }),
    byTrainer,
  ),
  /** How the sandbox core behaves from now on. Errors: `training/no-sandbox-core`, `training/exchange-down`. */
  'training/set-core': command(z.strictObject({ drill: coreDrillSchema }), z.strictObject({}), byTrainer),
  /** Ends the running scenario: the caller hangs up, the run is judged as it stands. Error: `training/no-run`. */
  'training/stop-scenario': command(z.strictObject({}), z.strictObject({}), byTrainer),
};

export const trainingTopics = {
  'training/scenarios': topic(z.strictObject({ scenarios: z.array(scenarioSummarySchema).max(200) })),
  /** The running scenario; after its end it stays until the next one is sent. */
  /** The sandbox core's misbehaviour; every desk shows that it is on. */
  'training/core': topic(coreDrillStateSchema),
  'training/run': topic(z.strictObject({ run: runSchema.nullable() })),
};
