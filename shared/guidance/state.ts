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
});

export const saidLineSchema = z.strictObject({
  playbookId: playbookIdSchema,
  lineId: itemIdSchema,
  at: instantSchema,
  callOffsetMs,
});

/** One playbook that fits what is ticked, with the reasons, so that the figure can be checked by hand. */
export const candidateSchema = z.strictObject({
  playbookId: playbookIdSchema,
  /** 0–1: weight of matched cues / weight of all cues of the playbook, less `everydayPenalty` each everyday explanation. */
  score: z.number().min(0).max(1),
  matched: z.array(z.strictObject({ cueId: cueIdSchema, weight: z.number() })).max(20),
  /** Everyday explanations that were ticked and lowered the score. */
  lowered: z.array(cueIdSchema).max(20),
  matchedWeight: z.number(),
  totalWeight: z.number(),
});

/**
 * 引导 of the current call.
 * `mode`: `noCall` nothing is up · `quiet` nothing ticked, one calm line · `suggesting` candidates, none chosen · `guiding` a playbook is open.
 */
export const guidanceStateSchema = z.strictObject({
  callId: callIdSchema.nullable(),
  mode: z.enum(['noCall', 'quiet', 'suggesting', 'guiding']),
  playbookId: playbookIdSchema.nullable(),
  playbookVersion: playbookVersionSchema.nullable(),
  ticked: z.array(tickedCueSchema).max(200),
  asked: z.array(askedQuestionSchema).max(200),
  said: z.array(saidLineSchema).max(200),
  /** Of the open playbook: matched of all cues, distinct questions asked and left; over the call: lines said. */
  counts: z.strictObject({
    cuesMatched: z.number(),
    cuesTotal: z.number(),
    questionsAsked: z.number(),
    questionsLeft: z.number(),
    linesSaid: z.number(),
  }),
  /** Best first; only those with at least one matched cue. Empty while quiet. */
  candidates: z.array(candidateSchema).max(100),
});

export type TickedCue = z.infer<typeof tickedCueSchema>;
export type AskedQuestion = z.infer<typeof askedQuestionSchema>;
export type SaidLine = z.infer<typeof saidLineSchema>;
export type Candidate = z.infer<typeof candidateSchema>;
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
};
