import type { Clock, Undo } from '#shared/lib/clock.ts';
import type { BuiltEntry, EntryBuilder, IndexChild, IndexWords } from '../ports.ts';
import type { ToIndexWorker } from './index-worker.ts';

export interface IndexClientDeps {
  readonly clock: Clock;
  /** Starts the process; it ends with `dispose`. */
  fork(): IndexChild;
}

/** The first slice waits for the dictionary as well; a process that says nothing for so long is stuck. */
const patienceMs = 60_000;

interface Waiting {
  readonly count: number;
  resolve(entries: readonly BuiltEntry[]): void;
  reject(error: Error): void;
  readonly undo: Undo;
}

/** Main's side of the index process. Begins at once; rejects everything when the process ends before its time. */
export function openIndexProcess({ clock, fork }: IndexClientDeps, words: IndexWords): EntryBuilder {
  const child = fork();
  const waiting = new Map<number, Waiting>();
  let nextId = 1;
  let ended = false;
  const end = (reason: string): void => {
    if (ended) return;
    ended = true;
    for (const { undo, reject } of waiting.values()) {
      undo();
      reject(new Error(reason));
    }
    waiting.clear();
    child.kill();
  };
  const say = (message: ToIndexWorker): void => child.post(message);

  child.onMessage((raw) => {
    const answer = builtOf(raw);
    const asked = answer === null ? undefined : waiting.get(answer.id);
    if (answer === null || asked?.count !== answer.entries.length)
      return end('the index process does not make sense');
    waiting.delete(answer.id);
    asked.undo();
    asked.resolve(answer.entries);
  });
  child.onClose(() => end('the index process is gone'));
  say({ type: 'words', words });
  return {
    build(articles) {
      if (ended) return Promise.reject(new Error('the index process is gone'));
      const id = nextId++;
      return new Promise((resolve, reject) => {
        const undo = clock.after(patienceMs, () => end('the index process is stuck'));
        waiting.set(id, { count: articles.length, resolve, reject, undo });
        say({ type: 'build', id, articles });
      });
    },
    dispose: () => end('disposed'),
  };
}

interface Built {
  readonly id: number;
  readonly entries: readonly BuiltEntry[];
}

function builtOf(raw: unknown): Built | null {
  if (typeof raw !== 'object' || raw === null || !('id' in raw) || !('entries' in raw)) return null;
  return typeof raw.id === 'number' && Array.isArray(raw.entries) ? (raw as Built) : null;
}
