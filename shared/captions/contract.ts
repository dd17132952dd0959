import { z } from 'zod';
import { topic } from '#shared/contract/define.ts';
import { callIdSchema, instantSchema } from '#shared/lib/ids.ts';

/** Most lines of one call that are held; older ones are gone. */
export const mostLines = 60;
/** Longer no sentence gets: what goes on after it is a sentence of its own. */
export const mostCharacters = 400;

/**
 * Why a recogniser is not there. Each has a sentence (`captions.problem.<code>`).
 * `notRecogniser`: something answers, but not as a recogniser does; `hungUp`: it was there and ended the connection.
 */
export const captionProblemSchema = z.enum([
  'notResolved',
  'refused',
  'timeout',
  'certificateUntrusted',
  'certificateWrongName',
  'certificateExpired',
  'notRecogniser',
  'hungUp',
  'failed',
]);
export type CaptionProblem = z.infer<typeof captionProblemSchema>;

export const captionSideSchema = z.enum(['agent', 'caller']);
export type CaptionSide = z.infer<typeof captionSideSchema>;

/** One sentence as the recogniser understood it. Card, document and telephone numbers are masked in it. */
export const captionLineSchema = z.strictObject({
  id: z.string().max(60),
  side: captionSideSchema,
  text: z.string().max(1_000),
  /** False while it is still being heard: the words may change. */
  isFinal: z.boolean(),
  /** When it began to be said. */
  at: instantSchema,
  /** Something was said before it that was not heard: a hold, a pause, a recogniser that was away. */
  afterGap: z.boolean(),
});
export type CaptionLine = z.infer<typeof captionLineSchema>;

/**
 * Captions of the call in front: hints, and nothing is decided by them. In memory alone, gone with the call.
 * `off`: by setting · `idle`: no call · `connecting` · `listening` · `behind`: sound had to be dropped in the last seconds ·
 * `paused`: nothing is sent (see `why`) · `away`: the recogniser cannot be reached; it is tried again at `nextTryAt`.
 */
export const captionsStateSchema = z.strictObject({
  status: z.enum(['off', 'idle', 'connecting', 'listening', 'behind', 'paused', 'away']),
  callId: callIdSchema.nullable(),
  /** Of `paused`. `cardData`: the recording is paused because card data is read out. */
  why: z.enum(['notTalking', 'cardData']).nullable(),
  problem: captionProblemSchema.nullable(),
  nextTryAt: instantSchema.nullable(),
  /** In the order they began. */
  lines: z.array(captionLineSchema).max(mostLines),
});
export type CaptionsState = z.infer<typeof captionsStateSchema>;

export const noCaptions: CaptionsState = {
  status: 'off',
  callId: null,
  why: null,
  problem: null,
  nextTryAt: null,
  lines: [],
};

export const captionTopics = { 'captions/state': topic(captionsStateSchema) } as const;
