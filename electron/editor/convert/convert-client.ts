import type { Clock, Undo } from '#shared/lib/clock.ts';
import type { ConvertChild, ConvertedFile, Converter } from '../ports.ts';

export interface ConvertClientDeps {
  readonly clock: Clock;
  /** Starts the process; it ends with `dispose`. */
  fork(): ConvertChild;
}

/** A file that takes longer keeps the others waiting for nothing. */
const patienceMs = 30_000;

/**
 * Main's side of the import process. A file on which it dies or stands still is refused with that reason, and the next file gets a
 * new process: one bad document costs nobody the others.
 */
export function openConverter({ clock, fork }: ConvertClientDeps): Converter {
  let child: ConvertChild | null = null;
  let nextId = 1;
  let waiting: {
    readonly id: number;
    readonly end: (file: ConvertedFile) => void;
    readonly undo: Undo;
  } | null = null;

  const settle = (file: ConvertedFile): void => {
    const asked = waiting;
    waiting = null;
    asked?.undo();
    asked?.end(file);
  };
  const lose = (reason: string): void => {
    const gone = child;
    child = null;
    gone?.kill();
    settle({ ok: false, reason });
  };
  const start = (): ConvertChild => {
    const started = fork();
    started.onMessage((raw) => {
      const answer = raw as { readonly id?: unknown } & ConvertedFile;
      if (started === child && answer.id === waiting?.id) settle(answer);
    });
    started.onClose(() => {
      if (started === child) lose('the converter ended on this file');
    });
    return started;
  };
  return {
    convert(name, bytes, day) {
      const id = nextId++;
      child ??= start();
      const to = child;
      return new Promise((resolve) => {
        waiting = { id, end: resolve, undo: clock.after(patienceMs, () => lose('takes too long to read')) };
        to.post({ id, name, bytes, day });
      });
    },
    dispose() {
      lose('cancelled');
    },
  };
}
