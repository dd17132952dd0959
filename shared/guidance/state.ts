import { z } from 'zod';
import { callIdSchema, instantSchema } from '#shared/lib/ids.ts';
import { cueIdSchema } from './cue.ts';
import { itemIdSchema, playbookIdSchema, playbookVersionSchema } from './playbook.ts';

/** How an answer sounded: plain, after a pause, beside the point, read from something, or put in the caller's mouth. */
export const answerMarkSchema = z.enum(['clear', 'hesitant', 'evasive', 'readOut', 'prompted']);
export type AnswerMark = z.infer<typeof answerMarkSchema>;

/** Milliseconds since the call was answered: what the clock beside a cue shows. */
const callOffsetMs = z.number().int().nonnegative();

/** Ticked by the agent, or known from the account before a word was said. */
export const tickedCueSchema = z.strictObject({
  cueId: cueIdSchema,
  at: instantSchema,
  callOffsetMs,
  source: z.enum(['agent', 'account']),
});

/** One asking of a question. A question asked twice stands twice; a mark belongs to its last asking. */
export const askedQuestionSchema = z.strictObject({
  playbookId: playbookIdSchema,
  questionId: itemIdSchema,
  askedAt: instantSchema,
  callOffsetMs,
  mark: answerMarkSchema.nullable(),
  answerNote: z.string().max(500).nullable(),
  /** End of the question → first word of the answer, ms. A hint with its source, never a verdict. null: not measured. */
  latencyMs: z.int().nonnegative().max(600_000).nullable(),
  /** `agent`: the hand stopped it, so it holds the question and the reaction too · `audio`: measured on the line. */
  latencySource: z.enum(['agent', 'audio']).nullable(),
});

export const saidLineSchema = z.strictObject({
  playbookId: playbookIdSchema,
  lineId: itemIdSchema,
  at: instantSchema,
  callOffsetMs,
});

/** What one cue does to one playbook: 10 points are ten times as often as in everyday calls, 3 twice, −10 a tenth. */
const cuePointsSchema = z.strictObject({ cueId: cueIdSchema, points: z.number() });

/** One playbook that fits what is ticked, with the reasons, so that the figure can be checked by hand. */
export const candidateSchema = z.strictObject({
  playbookId: playbookIdSchema,
  /** 0–1: its share of all that could explain the call; with the others and `everyday.score` it sums to 1. */
  score: z.number().min(0).max(1),
  /** The sum of `matched`, `lowered` and `missing`: what the order goes by. */
  points: z.number(),
  /** Cues that speak for it, strongest first; at least one. */
  matched: z.array(cuePointsSchema).max(200),
  /** Cues that speak against it, everyday explanations among them, strongest first. */
  lowered: z.array(cuePointsSchema).max(200),
  /** What this pattern usually shows and this call has not shown, all together: a little against it. */
  missing: z.number(),
});

/** How well everyday calls explain the same cues, and which matter does it best (an id of `library.everyday`). */
export const everydaySchema = z.strictObject({
  score: z.number().min(0).max(1),
  points: z.number(),
  patternId: z.string().max(60),
});

/**
 * 引导 of the current call.
 * `mode`: `noCall` nothing is up · `quiet` nothing ticked by a person and nothing on the account that names a pattern: one calm line ·
 * `suggesting` candidates, none chosen · `guiding` a playbook is open.
 */
export const guidanceStateSchema = z.strictObject({
  callId: callIdSchema.nullable(),
  mode: z.enum(['noCall', 'quiet', 'suggesting', 'guiding']),
  playbookId: playbookIdSchema.nullable(),
  playbookVersion: playbookVersionSchema.nullable(),
  ticked: z.array(tickedCueSchema).max(200),
  asked: z.array(askedQuestionSchema).max(200),
  said: z.array(saidLineSchema).max(200),
  /** Of the open playbook: matched of its cues (one that is only seen too counts once it is ticked), distinct questions asked and left; over the call: lines said. */
  counts: z.strictObject({
    cuesMatched: z.number(),
    cuesTotal: z.number(),
    questionsAsked: z.number(),
    questionsLeft: z.number(),
    linesSaid: z.number(),
  }),
  /** Best first; only those with a cue that speaks for them and a share worth showing. Empty while quiet. */
  candidates: z.array(candidateSchema).max(100),
  /** The playbook named, or null: an everyday call would show this as well, and no pattern is said to be there. */
  named: playbookIdSchema.nullable(),
  /** 0–1: share of all scams together. */
  suspicion: z.number().min(0).max(1),
  /** null between calls. */
  everyday: everydaySchema.nullable(),
});

export type TickedCue = z.infer<typeof tickedCueSchema>;
export type AskedQuestion = z.infer<typeof askedQuestionSchema>;
export type SaidLine = z.infer<typeof saidLineSchema>;
export type CuePoints = z.infer<typeof cuePointsSchema>;
export type Candidate = z.infer<typeof candidateSchema>;
export type Everyday = z.infer<typeof everydaySchema>;
export type GuidanceState = z.infer<typeof guidanceStateSchema>;

/** What the desk shows between calls. */
export const noCallState: GuidanceState = {
  callId: null,
  mode: 'noCall',
  playbookId: null,
  playbookVersion: null,
  ticked: [],
  asked: [],
  said: [],
  counts: { cuesMatched: 0, cuesTotal: 0, questionsAsked: 0, questionsLeft: 0, linesSaid: 0 },
  candidates: [],
  named: null,
  suspicion: 0,
  everyday: null,
};
