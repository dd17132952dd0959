import { z } from 'zod';
import { careFlagSchema } from '#shared/care/care-flag.ts';
import { controlActionSchema, controlIdSchema } from '#shared/control/control-ids.ts';
import { holdStateSchema } from '#shared/control/hold-state.ts';
import { whoSchema } from '#shared/core/text.ts';
import { itemIdSchema, playbookIdSchema, playbookVersionSchema } from '#shared/guidance/playbook.ts';
import { answerMarkSchema } from '#shared/guidance/state.ts';
import { bilingual } from '#shared/lib/bilingual.ts';
import { callIdSchema, instantSchema } from '#shared/lib/ids.ts';
import { measuresSchema } from '#shared/measures/contract.ts';
import { courseSchema } from '#shared/measures/course.ts';
import { phases } from '#shared/quality/sheet.ts';
import { dispositions } from '#shared/seat/contract.ts';

const name = bilingual(60, 180);

/** One past call as the list shows it: who called stays masked. */
export const reviewCallSchema = z.strictObject({
  callId: callIdSchema,
  startedAt: instantSchema,
  direction: z.enum(['incoming', 'outgoing']),
  agent: whoSchema,
  callerMasked: z.string().max(200),
  numberMasked: z.string().max(100),
  queue: z.string().max(100).nullable(),
  /** From the answer to the end. */
  talkMs: z.int().nonnegative(),
  flags: z.array(careFlagSchema).max(12),
  /** The last playbook that was chosen, and its name as it was then. */
  playbook: z.strictObject({ id: playbookIdSchema, name: name.nullable() }).nullable(),
  outcome: z.enum(dispositions).nullable(),
  /** Required things that were missing at the end; null where nothing was checked. */
  missing: z.int().nonnegative().nullable(),
  measured: z.boolean(),
  controls: z.int().nonnegative(),
});
export type ReviewCall = z.infer<typeof reviewCallSchema>;

const when = { at: instantSchema, callOffsetMs: z.int().nonnegative() };

/** A playbook as it was used: its version says which wording stood on the screen. */
const promptSchema = z.strictObject({
  ...when,
  playbookId: playbookIdSchema,
  version: playbookVersionSchema,
  name: name.nullable(),
});

/** A question that was asked, in the words of that version. */
const questionSchema = z.strictObject({
  ...when,
  playbookId: playbookIdSchema,
  questionId: itemIdSchema,
  text: name.nullable(),
  latencyMs: z.int().nonnegative().nullable(),
  latencySource: z.enum(['agent', 'audio']).nullable(),
  mark: answerMarkSchema.nullable(),
});
export type ReviewQuestion = z.infer<typeof questionSchema>;

const checkedSchema = z.strictObject({
  itemId: itemIdSchema,
  phase: z.enum(phases).nullable(),
  label: name.nullable(),
  sheetId: z.string().max(60),
  version: playbookVersionSchema.nullable(),
  /** null: missing when the call ended. */
  done: z.strictObject({ by: z.enum(['agent', 'facts']), ...when }).nullable(),
});
export type ReviewChecked = z.infer<typeof checkedSchema>;

const controlSchema = z.strictObject({
  requestId: z.string().max(100),
  action: controlActionSchema,
  control: controlIdSchema,
  target: z.string().max(60),
  state: holdStateSchema,
  askedAt: instantSchema,
  answeredAt: instantSchema.nullable(),
  receipt: z.string().max(60).nullable(),
  by: whoSchema,
});

/** A text of the call; long numbers in it are `···`. */
const textSchema = z.strictObject({
  at: instantSchema,
  from: z.enum(['caller', 'agent']),
  text: z.string().max(20_000),
  state: z.enum(['typing', 'sending', 'sent', 'failed']),
});

/** What is kept of one call (C21, C22), as its reviewer sees it. The measures are hints: nothing was decided by them, and nothing is here. */
export const reviewSheetSchema = z.strictObject({
  call: reviewCallSchema,
  answeredAt: instantSchema,
  endedAt: instantSchema,
  prompts: z.array(promptSchema).max(100),
  questions: z.array(questionSchema).max(200),
  /** null: no check was closed with this call. */
  quality: z.array(checkedSchema).max(120).nullable(),
  controls: z.array(controlSchema).max(100),
  texts: z.array(textSchema).max(2000),
  note: z.string().max(4000),
  measures: measuresSchema.nullable(),
  course: courseSchema.nullable(),
  /** What was calm for this caller then is not kept; this is the target of today, syllables a second. */
  calmRate: z.number().min(0).max(20),
});
export type ReviewSheet = z.infer<typeof reviewSheetSchema>;
