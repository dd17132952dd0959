import type { Who } from '#shared/core/text.ts';
import type { CallId } from '#shared/lib/ids.ts';
import type { Undo } from '#shared/lib/clock.ts';
import type { MediaChunk } from '#shared/recording/media.ts';
import type { Recording, RecordingId } from '#shared/recording/recording.ts';

/** What recording needs of the media window. */
export interface RecordingMedia {
  /** Begins with both legs of this call; `silent`: as zeros until it is said otherwise. */
  record(recordingId: RecordingId, sessionId: CallId, silent: boolean): Promise<void>;
  /** Answers from which sample on it holds. */
  recordSilent(recordingId: RecordingId, silent: boolean): Promise<number>;
  takeRecorded(
    recordingId: RecordingId,
    after: number,
    end: boolean,
  ): Promise<{ readonly chunks: readonly MediaChunk[]; readonly more: boolean }>;
  forgetRecording(recordingId: RecordingId): Promise<void>;
  /** The window died and is back, empty. */
  onReturned(listener: () => void): Undo;
}

/** A piece of a recording as it is kept: where it belongs, both legs in μ-law (null: silent). */
export interface StoredChunk {
  readonly atSample: number;
  readonly samples: number;
  readonly agent: Uint8Array | null;
  readonly caller: Uint8Array | null;
}

/** The wave of one stored chunk. */
export interface StoredPeaks {
  readonly atSample: number;
  readonly samples: number;
  readonly agent: Uint8Array;
  readonly caller: Uint8Array;
}

/** What happened to a recording, as the audit has it. */
export type RecordingStep =
  'started' | 'paused' | 'resumed' | 'ended' | 'brokenOff' | 'played' | 'exported' | 'deleted';

/** Recordings and their sound, encrypted with the rest of the store. Every method is durable when it returns. */
export interface RecordingRepository {
  /** Adds it or puts it in the place of what stood under its id; with `step` the audit has an entry in the same transaction. */
  save(
    recording: Recording,
    step?: { readonly step: RecordingStep; readonly at: number; readonly by: Who },
  ): void;
  /** Chunks and what they make of the recording (its length, its bytes), together or not at all. */
  addChunks(recording: Recording, chunks: readonly (StoredChunk & { readonly peaks: StoredPeaks })[]): void;
  find(recordingId: RecordingId): Recording | null;
  /** Newest first; `agentId`: only theirs. */
  list(limit: number, agentId: string | null): readonly Recording[];
  /** Those that no end was written for. */
  unfinished(): readonly Recording[];
  /** Ended before this instant. */
  endedBefore(instant: number, limit: number): readonly Recording[];
  peaks(recordingId: RecordingId): readonly StoredPeaks[];
  /** Chunks that end after `fromSample`, in order. */
  chunks(recordingId: RecordingId, fromSample: number, limit: number): readonly StoredChunk[];
  /** Gone for everybody at once, with its entry in the audit; its sound is swept in slices. */
  remove(recording: Recording, at: number, by: Who, why: 'person' | 'retention'): void;
  /** Only an entry in the audit. */
  note(recording: Recording, step: RecordingStep, at: number, by: Who): void;
  /** Takes out some of the sound that belongs to no recording any more; false: there is none left. */
  sweep(): boolean;
}

/** What the bank's policy says of kept recordings. Asked at every act: it may be another one after a restart. */
export interface RecordingPolicy {
  readonly keepDays: () => number;
  readonly agentsListen: () => boolean;
  readonly mayExport: () => boolean;
}
