import { z } from 'zod';
import { instantSchema } from '#shared/lib/ids.ts';

/** One stretch in which somebody spoke: its first and last instant, epoch ms. */
export const stretchSchema = z.tuple([instantSchema, instantSchema]);
export type Stretch = z.infer<typeof stretchSchema>;

/** Stretches that ended since the last word about them, of both sides, oldest first. */
export const spokenSchema = z.strictObject({
  agent: z.array(stretchSchema).max(500),
  caller: z.array(stretchSchema).max(500),
});
export type Spoken = z.infer<typeof spokenSchema>;

/** As many as three hours of lively talk give. */
const maxStretches = 4_000;
const maxPaces = 1_200;
const maxPauses = 500;
/** The pace is a mean over the last 10 s of speech: more often it says nothing new. */
export const paceEveryMs = 10_000;

/** Who spoke when, and how fast the agent was: what a reviewer sees of a call over its time. Kept with the call. */
export const courseSchema = z.strictObject({
  agent: z.array(stretchSchema).max(maxStretches),
  caller: z.array(stretchSchema).max(maxStretches),
  /** When nothing was measured: on hold, or another call in front. Silence there is nobody's. */
  pauses: z.array(stretchSchema).max(maxPauses),
  /** Syllables a second of the agent at an instant, at most once in 10 s. An estimate from energy peaks. */
  pace: z.array(z.strictObject({ at: instantSchema, rate: z.number().min(0).max(20) })).max(maxPaces),
});
export type Course = z.infer<typeof courseSchema>;

export const noCourse: Course = { agent: [], caller: [], pauses: [], pace: [] };

/** The course with what was heard since. Pure; what goes over the bound is left out, the beginning stays. */
export function courseWith(course: Course, spoken: Spoken, rate: number | null, at: number): Course {
  const paced = course.pace.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
  const isDue = rate !== null && at - paced >= paceEveryMs;
  return {
    ...course,
    agent: [...course.agent, ...spoken.agent].slice(0, maxStretches),
    caller: [...course.caller, ...spoken.caller].slice(0, maxStretches),
    pace: isDue ? [...course.pace, { at, rate }].slice(0, maxPaces) : course.pace,
  };
}

/** The course with a time in which nothing was measured. Pure. */
export const courseWithPause = (course: Course, from: number, to: number): Course => ({
  ...course,
  pauses: [...course.pauses, [from, to] satisfies Stretch].slice(0, maxPauses),
});
