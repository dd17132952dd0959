import { frameMs } from './frame.ts';

/** One stretch of speech of one leg, ms since the measuring began. */
export interface Segment {
  readonly startMs: number;
  readonly endMs: number;
}

const onAt = 0.5;
const offAt = 0.35;
const openAfterMs = 60;
const hangMs = 400;

export interface Segmenter {
  /** The next frame. Answers the edge that became certain with it, already dated back. */
  feed(probability: number): { readonly opened: number } | { readonly closed: number } | null;
  /** Start of the stretch that is open, and the last moment in it that was speech. */
  open(): Segment | null;
}

/**
 * closed → (two frames of speech) → open → (400 ms without) → closed. Two thresholds, so that a probability
 * that wavers about one of them makes no edges.
 */
export function createSegmenter(): Segmenter {
  let frames = 0;
  let candidateMs: number | null = null;
  let startMs: number | null = null;
  let lastSpeechMs = 0;
  return {
    feed(probability) {
      const fromMs = frames * frameMs;
      frames += 1;
      const toMs = frames * frameMs;
      if (startMs !== null) {
        if (probability >= offAt) lastSpeechMs = toMs;
        if (toMs - lastSpeechMs < hangMs) return null;
        startMs = null;
        candidateMs = null;
        return { closed: lastSpeechMs };
      }
      if (probability < onAt) {
        candidateMs = null;
        return null;
      }
      candidateMs ??= fromMs;
      if (toMs - candidateMs < openAfterMs) return null;
      startMs = candidateMs;
      lastSpeechMs = toMs;
      return { opened: startMs };
    },
    open: () => (startMs === null ? null : { startMs, endMs: lastSpeechMs }),
  };
}
