import type { Clock } from '#shared/lib/clock.ts';

/** The growing wait between wrong passphrases. */
export interface TryWait {
  /** Milliseconds until the next try is taken; 0 when one may be made. */
  leftMs(): number;
  /** Notes a wrong one; returns the wait it brings. */
  wrong(): number;
  right(): void;
}

const firstMs = 1000;
const longestMs = 60_000;
/** Typing slips are free. */
const freeTries = 2;

/**
 * Two tries are free, then 1 s, 2 s, 4 s … up to a minute. Counted on the monotonic clock, so that setting the time
 * back changes nothing. A restart forgets the count: what a guess really costs is scrypt.
 */
export function createTryWait(clock: Pick<Clock, 'monotonicMs'>): TryWait {
  let wrongs = 0;
  let readyAtMs = Number.NEGATIVE_INFINITY;
  return {
    leftMs: () => Math.max(0, Math.ceil(readyAtMs - clock.monotonicMs())),
    wrong() {
      wrongs += 1;
      const waitMs = wrongs <= freeTries ? 0 : Math.min(longestMs, firstMs * 2 ** (wrongs - freeTries - 1));
      readyAtMs = clock.monotonicMs() + waitMs;
      return waitMs;
    },
    right() {
      wrongs = 0;
      readyAtMs = Number.NEGATIVE_INFINITY;
    },
  };
}
