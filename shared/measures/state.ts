import { z } from 'zod';
import { topic } from '#shared/contract/define.ts';
import { callIdSchema } from '#shared/lib/ids.ts';
import { measuresSchema } from './contract.ts';

/**
 * What the agent's desk shows of the audio measures (C21). Hints, each with its number; nothing is decided by them.
 * `off`: by setting · `idle`: no call to measure · `starting`: the model loads · `measuring` · `paused`: on hold ·
 * `notMeasured`: the measuring has died or could not start; it is started again, the call is not touched.
 */
export const measuresStateSchema = z.strictObject({
  status: z.enum(['off', 'idle', 'starting', 'measuring', 'paused', 'notMeasured']),
  /** The call the figures belong to: the one in front, or the ended one that is being wrapped up. */
  callId: callIdSchema.nullable(),
  /** Of that call so far, renewed once a second; null before the first second of it. */
  live: measuresSchema.nullable(),
  /** For a pace meter. */
  pace: z.strictObject({
    /** The agent's, over the last 10 s of own speech: an estimate from energy peaks. null before 3 s of speech, and when nothing is measured. */
    syllablesPerSecond: z.number().min(0).max(20).nullable(),
    /** What a caller who needs calm follows easily (setting care.calmPace). */
    calmSyllablesPerSecond: z.number().min(0).max(20),
    /** Whether the agent speaks at this moment. */
    speaking: z.boolean(),
  }),
});
export type MeasuresState = z.infer<typeof measuresStateSchema>;

/** Before the store is open, and after sign-out. */
export const noMeasures: MeasuresState = {
  status: 'idle',
  callId: null,
  live: null,
  pace: { syllablesPerSecond: null, calmSyllablesPerSecond: 200 / 60, speaking: false },
};

export const measuresTopics = {
  'measures/state': topic(measuresStateSchema),
};
