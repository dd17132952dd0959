import { z } from 'zod';
import { command, topic } from '#shared/contract/define.ts';
import { callIdSchema, instantSchema } from '#shared/lib/ids.ts';
import { recordingIdSchema, recordingSchema } from './recording.ts';

/**
 * Recording for training: who is recorded now (topic), and the kept recordings (commands, because each look is checked in main by
 * role and policy, and a topic goes to every window).
 */
export const recordingStateSchema = z.strictObject({
  /** Recordings under way: each caller's call of this desk has its own. */
  calls: z
    .array(
      z.strictObject({
        callId: callIdSchema,
        recordingId: recordingIdSchema,
        /** `paused` only after the sound thread has confirmed it. `failed`: should be recorded and is not; it is tried again. */
        state: z.enum(['starting', 'recording', 'paused', 'held', 'failed']),
        /** A pause is asked for or being ended. */
        pending: z.boolean(),
        startedAt: instantSchema,
        pausedAt: instantSchema.nullable(),
      }),
    )
    .max(20),
  /** Rises with every change of the list: whoever shows it asks again. */
  listRevision: z.int().nonnegative(),
});
export type RecordingState = z.infer<typeof recordingStateSchema>;
export type RecordedCall = RecordingState['calls'][number];
export const noRecordings: RecordingState = { calls: [], listRevision: 0 };

/** Most recordings in a list, newest first. */
export const mostListed = 500;
/** Most chunks in one answer, about 16 s. */
export const mostChunksRead = 64;

const anyRole = { roles: ['agent', 'trainer', 'teamLead'] } as const;
const reviewers = { roles: ['trainer', 'teamLead'] } as const;
const byId = z.strictObject({ recordingId: recordingIdSchema });
const nothing = z.strictObject({});
/** Base64 of one leg's chunk (4,096 bytes); null: silent. */
const leg = z.string().max(5_464).nullable();
/** Base64 of one byte for each 64 ms. */
const peaks = z.string().max(400_000);

export const recordingCommands = {
  /** Pause for card data, and on again. Answered when it is so: common/… or recording/… otherwise. */
  'recording/set-paused': command(
    z.strictObject({ callId: callIdSchema, paused: z.boolean() }),
    nothing,
    anyRole,
  ),
  /** Newest first. An agent gets their own where the policy lets agents listen; else common/not-allowed. */
  'recording/list': command(
    nothing,
    z.strictObject({
      /** Without their moments. */
      recordings: z.array(recordingSchema).max(mostListed),
      /** Days until a recording is deleted. */
      keepDays: z.int(),
      mayDelete: z.boolean(),
      mayExport: z.boolean(),
    }),
    anyRole,
  ),
  /** One recording with its wave. The first sound that is asked for after this is audited as played. */
  'recording/open': command(
    byId,
    z.strictObject({
      recording: recordingSchema,
      agentPeaks: peaks,
      callerPeaks: peaks,
    }),
    anyRole,
  ),
  /** Sound from `fromMs` on: chunks in order, at most 64. Between two of them both legs are silent. */
  'recording/sound': command(
    z.strictObject({ recordingId: recordingIdSchema, fromMs: z.int().nonnegative().max(100_000_000) }),
    z.strictObject({
      chunks: z
        .array(z.strictObject({ atSample: z.int(), samples: z.int(), agent: leg, caller: leg }))
        .max(mostChunksRead),
      /** Nothing comes after these. */
      last: z.boolean(),
    }),
    anyRole,
  ),
  'recording/delete': command(byId, nothing, reviewers),
  /** As WAV (agent left, caller right) to a file the person chooses, where the policy allows it. `file` null: thought better of it. */
  'recording/export': command(byId, z.strictObject({ file: z.string().max(300).nullable() }), reviewers),
} as const;

export const recordingTopics = { 'recording/state': topic(recordingStateSchema) } as const;
