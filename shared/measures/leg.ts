import { createEdges } from './edges.ts';
import { type Frame, frameMs } from './frame.ts';
import { createSegmenter, type Segment } from './segmenter.ts';

/** One side of the call: agent or caller. */
export interface Leg {
  /**
   * The level of the next frame, before it is judged; answers the loudest of the last 120 ms with it. Both legs are heard first and
   * judged then: a leak that begins together with the voice it comes from must not pass for one frame.
   */
  hear(levelDb: number): number;
  /** @param otherPeakDb what the other leg's `hear` answered for this frame */
  feed(frame: Frame, otherPeakDb: number): void;
  isSpeaking(): boolean;
  /** Oldest first; the one that is still open ends at its last speech. */
  segments(): readonly Segment[];
  /** Those that have ended since this was last asked; at most `most` at once. */
  takeEnded(most: number): readonly Segment[];
}

const speechAt = 0.5;
/** Under this nobody talks into a telephone. */
const quietestTalkDb = -60;
const peakFrames = Math.ceil(120 / frameMs);
/** Frames to look back for "is the background itself speech": 20 s. */
const backgroundFrames = Math.round(20_000 / frameMs);

/**
 * Two gates before the segmenter. Across the legs: what is more than 10 dB under the other side and more than 8 dB under this talker's own level
 * is the other side in the headset, not talk-over. On the level: people in the background, only when there are any.
 */
export function createLeg(): Leg {
  const segmenter = createSegmenter();
  const edges = createEdges();
  const done: Segment[] = [];
  const recent: number[] = [];
  const quietSpeech: boolean[] = [];
  let activeDb: number | null = null;
  let noiseDb = -70;
  let startMs = 0;
  let taken = 0;

  const isLeak = (levelDb: number, otherPeakDb: number): boolean =>
    levelDb < otherPeakDb - 10 && (activeDb === null || levelDb < activeDb - 8);
  const isBackground = (levelDb: number): boolean => {
    if (activeDb === null) return false;
    const isQuiet = levelDb < activeDb - 10 && levelDb > activeDb - 30;
    quietSpeech.push(isQuiet);
    if (quietSpeech.length > backgroundFrames) quietSpeech.shift();
    const share = quietSpeech.filter(Boolean).length / quietSpeech.length;
    return isQuiet && quietSpeech.length > 150 && share > 0.5;
  };
  const levels = () => ({ noiseDb, speechDb: activeDb ?? -30 });

  return {
    hear(levelDb) {
      recent.push(levelDb);
      if (recent.length > peakFrames) recent.shift();
      return Math.max(-100, ...recent);
    },
    feed(frame, otherPeakDb) {
      const { levelDb, piecesDb } = frame;
      edges.add(piecesDb);
      const spoken = frame.probability >= speechAt && !isLeak(levelDb, otherPeakDb) && !isBackground(levelDb);
      // The model answers yes for some frames after the last sound: silence must not count as this talker's level.
      if (spoken && levelDb > Math.max(quietestTalkDb, noiseDb + 6))
        activeDb =
          activeDb === null ? levelDb : activeDb + (levelDb > activeDb ? 0.1 : 0.02) * (levelDb - activeDb);
      else if (frame.probability < 0.2) noiseDb += (levelDb < noiseDb ? 0.3 : 0.03) * (levelDb - noiseDb);
      const isBarred = frame.probability >= speechAt && !spoken;
      const edge = segmenter.feed(isBarred ? 0 : frame.probability);
      if (edge === null) return;
      if ('opened' in edge) startMs = edges.refine(edge.opened, 'start', levels());
      else done.push({ startMs, endMs: Math.max(startMs, edges.refine(edge.closed, 'end', levels())) });
    },
    isSpeaking: () => segmenter.open() !== null,
    takeEnded(most) {
      const ended = done.slice(taken, taken + most);
      taken += ended.length;
      return ended;
    },
    segments() {
      const open = segmenter.open();
      return open === null ? done : [...done, { startMs, endMs: Math.max(startMs, open.endMs) }];
    },
  };
}
