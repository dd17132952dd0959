import type { Clock } from '#shared/lib/clock.ts';

export interface ManualClock extends Clock {
  /** Moves time on and runs what falls due, in order. */
  advance(ms: number): void;
}

/** Time that stands still until the test moves it. */
export function createManualClock(start = 1_700_000_000_000): ManualClock {
  let elapsed = 0;
  let timers: { at: number; fn: () => void }[] = [];
  return {
    now: () => start + elapsed,
    monotonicMs: () => elapsed,
    after(delayMs, fn) {
      const timer = { at: elapsed + delayMs, fn };
      timers.push(timer);
      return () => void (timers = timers.filter((one) => one !== timer));
    },
    advance(ms) {
      const end = elapsed + ms;
      for (;;) {
        const due = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (due === undefined) break;
        timers = timers.filter((one) => one !== due);
        elapsed = due.at;
        due.fn();
      }
      elapsed = end;
    },
  };
}
