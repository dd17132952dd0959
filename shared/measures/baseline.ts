import type { Change } from './contract.ts';

/**
 * How a figure of the caller's voice has moved from the caller's own beginning: never against other people, never a judgement.
 * A caller who was upset from the first word shows nothing here.
 */
export interface Baseline {
  /** One value of a moment of speech. */
  add(value: number): void;
  /** null until the beginning and 5 s more have been heard. */
  change(): Change | null;
}

/** @param perSecond how many values one second of speech gives */
export function createBaseline(perSecond: number, smallestSigma: number): Baseline {
  const firstCount = Math.round(20 * perSecond);
  const nowCount = Math.round(5 * perSecond);
  const first: number[] = [];
  const now: number[] = [];
  return {
    add(value) {
      if (first.length < firstCount) return void first.push(value);
      now.push(value);
      if (now.length > nowCount) now.shift();
    },
    change() {
      if (now.length < nowCount) return null;
      const difference = median(now) - median(first);
      // Means over 5 s vary less than single values; pieces of that length of the beginning say how much.
      const pieces = Array.from({ length: 4 }, (_, at) =>
        median(first.slice(at * nowCount, (at + 1) * nowCount)),
      );
      const mean = pieces.reduce((sum, one) => sum + one, 0) / pieces.length;
      const spread = Math.sqrt(pieces.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (pieces.length - 1));
      const sigmas = difference / Math.max(spread, smallestSigma);
      return { difference: bounded(difference), sigmas: bounded(sigmas) };
    },
  };
}

const bounded = (value: number): number => Math.max(-100, Math.min(100, Math.round(value * 10) / 10));

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
