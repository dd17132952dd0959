import type { Clock } from '#shared/lib/clock.ts';

/** The clock of the machine. Timers live in main, where nothing throttles them. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs, fn) {
    const timer = setTimeout(fn, delayMs);
    return () => clearTimeout(timer);
  },
};
