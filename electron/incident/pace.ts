/** How fast answers come: over the last ten seconds, so that a slow minute shows and an old one does not. */
export interface Pace {
  note(atMs: number, answers: number): void;
  /** Answers a second; null before anything can be said. */
  perSecond(atMs: number): number | null;
  reset(): void;
}

const windowMs = 10_000;
/** Less than this says nothing about a second. */
const leastMs = 500;

export function createPace(): Pace {
  let notes: { readonly atMs: number; readonly answers: number }[] = [];
  let from: number | null = null;
  return {
    note(atMs, answers) {
      from ??= atMs;
      notes = [...notes.filter((one) => atMs - one.atMs <= windowMs), { atMs, answers }];
    },
    perSecond(atMs) {
      if (from === null) return null;
      const spanMs = Math.min(windowMs, atMs - from);
      if (spanMs < leastMs) return null;
      const inside = notes.filter((one) => atMs - one.atMs <= windowMs);
      const answers = inside.reduce((sum, one) => sum + one.answers, 0);
      return Math.round((answers / spanMs) * 10_000) / 10;
    },
    reset() {
      notes = [];
      from = null;
    },
  };
}
