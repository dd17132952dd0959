import { z } from 'zod';
import { instantSchema } from '#shared/lib/ids.ts';

const ms = z.number().int().nonnegative();

/** From the end of what the agent said to the start of what the caller answered. Instants are epoch ms. */
export const responseSchema = z.strictObject({
  agentEndAt: instantSchema,
  callerStartAt: instantSchema,
  latencyMs: ms,
});

/** A figure of the caller's voice now (last 5 s of speech) against the caller's own first 20 s of speech. */
export const changeSchema = z.strictObject({
  /** dB for loudness, semitones for pitch; positive is louder or higher. */
  difference: z.number().min(-100).max(100),
  /** The difference in standard deviations of the first 20 s. */
  sigmas: z.number().min(-100).max(100),
});

/**
 * What was measured on both legs of one call so far (C21). Hints, never verdicts: all of it is shown with its number.
 * Segments under 300 ms (嗯, 对) are no answers and no talk-over.
 */
export const measuresSchema = z.strictObject({
  /** Since the measuring began. */
  measuredMs: ms,
  agentTalkMs: ms,
  callerTalkMs: ms,
  overlapMs: ms,
  /** Times the caller, or the agent, began to speak while the other spoke. */
  callerOver: z.number().int().nonnegative(),
  agentOver: z.number().int().nonnegative(),
  /** Stretches of 2 s and more in which neither spoke. */
  silences: z.number().int().nonnegative(),
  longestSilenceMs: ms,
  /** Oldest first; the last 100. */
  responses: z.array(responseSchema).max(100),
  loudness: changeSchema.nullable(),
  pitch: changeSchema.nullable(),
  /** Syllables a second over the agent's last 10 s of speech; null before there are 3 s. An estimate from energy peaks. */
  agentRate: z.number().min(0).max(20).nullable(),
});

export type Response = z.infer<typeof responseSchema>;
export type Change = z.infer<typeof changeSchema>;
export type Measures = z.infer<typeof measuresSchema>;
