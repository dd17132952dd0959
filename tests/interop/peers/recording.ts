import { statSync } from 'node:fs';

/** A phone's recording while it grows: it stands still as long as the phone hears nothing. */
export interface WatchedRecording {
  /** Longest time without growth since then (`performance.now()`), the one that still lasts included, milliseconds. */
  longestPauseSince(fromMs: number): number;
  stop(): void;
}

const lookEveryMs = 5;

export function watchRecording(file: string): WatchedRecording {
  const grewAt: number[] = [];
  let size = -1;
  const timer = setInterval(() => {
    const now = statSync(file, { throwIfNoEntry: false })?.size;
    if (now === undefined || now === size) return;
    size = now;
    grewAt.push(performance.now());
  }, lookEveryMs);
  return {
    longestPauseSince(fromMs) {
      const first = grewAt.findLastIndex((at) => at <= fromMs);
      const at = [...grewAt.slice(Math.max(0, first)), performance.now()];
      return Math.max(...at.slice(1).map((one, index) => one - (at[index] ?? one)));
    },
    stop: () => clearInterval(timer),
  };
}
