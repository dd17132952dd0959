import type { Incident } from '#shared/incident/contract.ts';
import type { Clock } from '#shared/lib/clock.ts';

export type TroubleCode = NonNullable<Incident['trouble']>['code'];

export interface RetryDeps {
  readonly clock: Clock;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  /** What is in the way now, and when it is tried again; null: nothing any more. */
  readonly onTrouble: (trouble: Incident['trouble']) => void;
  /** A fault of ours. */
  readonly onBug: (error: unknown) => void;
}

/** One wait for everybody who works on the list: a core in trouble is not knocked at by twenty hands. */
export interface Retry {
  /** It went through: the next trouble begins with a short wait. */
  went(): void;
  /** Resolves when it may be tried again, or when the work was stopped. */
  wait(code: TroubleCode): Promise<void>;
  /** Resolves at once unless somebody waits. */
  calm(): Promise<void>;
}

const firstMs = 400;
const longestMs = 15_000;

export function createRetry({ clock, random, onTrouble }: RetryDeps, signal: AbortSignal): Retry {
  let failures = 0;
  let waiting: Promise<void> | null = null;
  const begin = (code: TroubleCode): Promise<void> => {
    failures += 1;
    const step = Math.min(longestMs, firstMs * 2 ** (failures - 1));
    const delayMs = Math.round(step * (0.5 + random() / 2));
    onTrouble({ code, nextTryAt: clock.now() + delayMs });
    return new Promise<void>((resolve) => {
      const end = (): void => {
        undo();
        signal.removeEventListener('abort', end);
        waiting = null;
        resolve();
      };
      const undo = clock.after(delayMs, end);
      if (signal.aborted) return end();
      signal.addEventListener('abort', end, { once: true });
    });
  };
  return {
    went() {
      if (failures === 0) return;
      failures = 0;
      onTrouble(null);
    },
    wait: (code) => (waiting ??= begin(code)),
    calm: () => waiting ?? Promise.resolve(),
  };
}
