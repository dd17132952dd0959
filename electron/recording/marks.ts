import { mostMarks, type RecordingMark } from '#shared/recording/recording.ts';

type Marks = RecordingMark[];
/** Pieces of one window follow each other to the sample; this little is only its first one's start. */
const leastGapMs = 100;

/** A part that begins; one of its kind that is open goes on. */
export function markBegun(
  marks: readonly RecordingMark[],
  kind: RecordingMark['kind'],
  fromMs: number,
): Marks {
  const isOpen = marks.some((one) => one.kind === kind && one.toMs === null);
  if (isOpen || marks.length >= mostMarks) return [...marks];
  return [...marks, { kind, fromMs, toMs: null }];
}

export const markClosed = (
  marks: readonly RecordingMark[],
  kind: RecordingMark['kind'],
  toMs: number,
): Marks =>
  marks.map((one) =>
    one.kind === kind && one.toMs === null ? { ...one, toMs: Math.max(one.fromMs, toMs) } : one,
  );

/** The recording is over: nothing goes on. */
export const allClosed = (marks: readonly RecordingMark[], endMs: number): Marks =>
  marks.map((one) => (one.toMs === null ? { ...one, toMs: Math.max(one.fromMs, endMs) } : one));

/** What was not recorded between two pieces, if it is worth the name. */
export function withGap(marks: readonly RecordingMark[], fromMs: number, toMs: number): Marks {
  if (toMs - fromMs < leastGapMs || marks.length >= mostMarks) return [...marks];
  return [...marks, { kind: 'gap', fromMs, toMs }];
}
