import type { Clock, Undo } from '#shared/lib/clock.ts';
import type { Script } from '#shared/training/script.ts';

/** Lets sample callers ring by themselves: one 2–4 s after a seat has nothing to do, in turn. */
export interface SampleCallers {
  /** Something changed: look whether somebody should ring. */
  look(): void;
  setOn(on: boolean): void;
  /** The next script in turn, or the one named. */
  take(scriptId?: string): Script | null;
  dispose(): void;
}

export interface SampleCallersDeps {
  readonly clock: Clock;
  /** 0 ≤ x < 1. */
  random(): number;
  readonly scripts: readonly Script[];
  /** A seat is ready and free, nobody waits, and no simulated caller is under way. */
  isIdle(): boolean;
  send(script: Script): void;
  readonly on: boolean;
}

const firstMs = 2_000;
const spreadMs = 2_000;

export function createSampleCallers(deps: SampleCallersDeps): SampleCallers {
  let on = deps.on;
  let turn = 0;
  let undo: Undo | null = null;
  const stop = (): void => {
    undo?.();
    undo = null;
  };
  const take = (scriptId?: string): Script | null => {
    if (scriptId !== undefined) return deps.scripts.find(({ id }) => id === scriptId) ?? null;
    return deps.scripts.length === 0 ? null : deps.scripts[turn++ % deps.scripts.length]!;
  };
  return {
    take,
    look() {
      if (!on || !deps.isIdle()) return stop();
      undo ??= deps.clock.after(firstMs + deps.random() * spreadMs, () => {
        undo = null;
        if (!on || !deps.isIdle()) return;
        const script = take();
        if (script) deps.send(script);
      });
    },
    setOn(next) {
      on = next;
      if (on) this.look();
      else stop();
    },
    dispose() {
      on = false;
      stop();
    },
  };
}
