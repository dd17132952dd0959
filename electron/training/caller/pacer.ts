import type { Clock, Undo } from '#shared/lib/clock.ts';

/**
 * One 20 ms beat for all calls of the process. Timers come late; what is due is then made up for, but never more than
 * 100 ms at once: after a long stall the past is skipped, as a telephone would.
 */
export interface Pacer {
  add(beat: () => void): Undo;
}

const beatMs = 20;
const mostAtOnce = 5;

export function createPacer(clock: Clock): Pacer {
  const beats = new Set<{ readonly fn: () => void; done: number; readonly from: number }>();
  let undo: Undo | null = null;
  const run = (): void => {
    const now = clock.monotonicMs();
    for (const entry of beats) {
      const due = Math.floor((now - entry.from) / beatMs) - entry.done;
      const times = Math.min(due, mostAtOnce);
      entry.done += due;
      for (let i = 0; i < times; i++) entry.fn();
    }
    undo = beats.size > 0 ? clock.after(beatMs / 2, run) : null;
  };
  return {
    add(fn) {
      const entry = { fn, done: 0, from: clock.monotonicMs() };
      beats.add(entry);
      undo ??= clock.after(beatMs / 2, run);
      return () => {
        beats.delete(entry);
        if (beats.size === 0) {
          undo?.();
          undo = null;
        }
      };
    },
  };
}
