import { z } from 'zod';
import { chunkSamples } from './sound.ts';

/** Most chunks in one answer, 10 s. */
export const mostChunksTaken = 40;

const leg = z.instanceof(Uint8Array).refine((bytes) => bytes.length <= chunkSamples, 'too long');
/** A piece of both legs. A leg that is silent throughout is null. */
export const mediaChunkSchema = z.strictObject({
  /** From 0, without a hole; a hole is what had to be dropped. */
  seq: z.int().nonnegative(),
  /** Since the window began this recording. */
  fromSample: z.int().nonnegative(),
  samples: z.int().min(1).max(chunkSamples),
  agent: leg.nullable(),
  caller: leg.nullable(),
});
export type MediaChunk = z.infer<typeof mediaChunkSchema>;

const id = z.string().min(1).max(64);
const nothing = z.strictObject({});

/**
 * Main ↔ media window. Main takes what was recorded when it can write it, so that the window never outruns the disk; `after`
 * says what has arrived.
 */
export const recordingRequests = {
  'media/record': {
    input: z.strictObject({ recordingId: id, sessionId: id, silent: z.boolean() }),
    output: nothing,
  },
  /** Answered when the sound thread has done it: from `atSample` on both legs are zeros, or are heard again. */
  'media/record-silent': {
    input: z.strictObject({ recordingId: id, silent: z.boolean() }),
    output: z.strictObject({ atSample: z.int().nonnegative() }),
  },
  /** Everything after chunk `after` (−1: from the first), at most 40; with `end` recording stops and the last piece comes, too. */
  'media/take-recorded': {
    input: z.strictObject({ recordingId: id, after: z.int().min(-1), end: z.boolean() }),
    output: z.strictObject({ chunks: z.array(mediaChunkSchema).max(mostChunksTaken), more: z.boolean() }),
  },
  /** It is all on the disk, or nobody wants it. */
  'media/forget-recording': { input: z.strictObject({ recordingId: id }), output: nothing },
} as const;
