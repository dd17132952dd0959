import type { Course, Stretch } from '#shared/measures/course.ts';

/** As the measures count them: shorter is a breath. */
const silenceFromMs = 2_000;
/** Shorter is a 嗯 or 对, not talk-over. */
const overlapFromMs = 300;

/** What stands between the two lanes of a call: when nobody spoke, and when both did. Epoch ms, oldest first. */
export interface Between {
  readonly silences: readonly Stretch[];
  readonly overlaps: readonly Stretch[];
}

/** Read from the stretches alone. Nothing is read across a pause of the measuring: on hold nobody is silent. Pure. */
export function betweenOf({ agent, caller, pauses }: Course): Between {
  return { silences: silencesOf([...agent, ...caller], pauses), overlaps: overlapsOf(agent, caller) };
}

function silencesOf(spoken: readonly Stretch[], pauses: readonly Stretch[]): Stretch[] {
  const all = [...spoken, ...pauses].toSorted((one, other) => one[0] - other[0]);
  const found: Stretch[] = [];
  let heardTo = all[0]?.[0] ?? 0;
  for (const [from, to] of all) {
    if (from - heardTo >= silenceFromMs) found.push([heardTo, from]);
    heardTo = Math.max(heardTo, to);
  }
  return found;
}

function overlapsOf(agent: readonly Stretch[], caller: readonly Stretch[]): Stretch[] {
  return agent.flatMap(([agentFrom, agentTo]) =>
    caller.flatMap(([callerFrom, callerTo]): Stretch[] => {
      const [from, to] = [Math.max(agentFrom, callerFrom), Math.min(agentTo, callerTo)];
      return to - from >= overlapFromMs ? [[from, to]] : [];
    }),
  );
}

/** Where the scale has its lines, ms from the start: at most about ten of them, on whole half minutes. */
export function scaleOf(lengthMs: number): readonly number[] {
  const steps = [30, 60, 120, 300, 600, 1_200].map((seconds) => seconds * 1_000);
  const step = steps.find((one) => lengthMs / one <= 10) ?? 3_600_000;
  return Array.from({ length: Math.floor(lengthMs / step) + 1 }, (_, index) => index * step);
}

/** The middle one of several; null of none. */
export function medianOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((one, other) => one - other);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? upper)) / 2;
}
