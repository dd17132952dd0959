import { z } from 'zod';
import { whoSchema } from '#shared/core/text.ts';
import { callIdSchema, instantSchema } from '#shared/lib/ids.ts';
import { deskEventKinds } from '#shared/training/contract.ts';

export const recordingIdSchema = z.string().min(1).max(64).brand<'RecordingId'>();
export type RecordingId = z.infer<typeof recordingIdSchema>;

/**
 * A part in which nothing was recorded; both legs are zeros for as long as it lasted. `paused`: by the agent, for card data ·
 * `held`: the caller cannot hear us then and does not know that he could be heard · `gap`: the media window had died.
 */
export const recordingMarkSchema = z.strictObject({
  kind: z.enum(['paused', 'held', 'gap']),
  fromMs: z.int().nonnegative(),
  /** null while it goes on. */
  toMs: z.int().nonnegative().nullable(),
});
export type RecordingMark = z.infer<typeof recordingMarkSchema>;

/** More than so many parts of one call are not told apart; the sound of them is silent all the same. */
export const mostMarks = 500;

/** What the agent did meanwhile, in the words of the training (`shared/training/desk-event.ts`). */
export const recordingMomentSchema = z.strictObject({
  atMs: z.int().nonnegative(),
  kind: z.enum(deskEventKinds),
  params: z.record(z.string().max(40), z.string().max(300)),
});
export type RecordingMoment = z.infer<typeof recordingMomentSchema>;
export const mostMoments = 300;

/** One recording of one call. `brokenOff`: the program died in it; it ends where the sound on the disk ends. */
export const recordingSchema = z.strictObject({
  recordingId: recordingIdSchema,
  callId: callIdSchema,
  /** Why it was made: a training call, or because the bank's policy has the calls of its own exchange recorded. */
  why: z.enum(['training', 'policy']),
  agent: whoSchema,
  direction: z.enum(['incoming', 'outgoing']),
  /** The other end, masked. */
  numberMasked: z.string().max(60),
  /** The training scenario that was on; null: none. */
  scenarioId: z.string().max(40).nullable(),
  startedAt: instantSchema,
  endedAt: instantSchema.nullable(),
  state: z.enum(['recording', 'ended', 'brokenOff']),
  durationMs: z.int().nonnegative(),
  /** Of sound in the store. */
  bytes: z.int().nonnegative(),
  marks: z.array(recordingMarkSchema).max(mostMarks),
  moments: z.array(recordingMomentSchema).max(mostMoments),
});
export type Recording = Readonly<z.infer<typeof recordingSchema>>;
