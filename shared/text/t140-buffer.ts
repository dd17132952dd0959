import type { Clock, Undo } from '#shared/lib/clock.ts';
import { byteOrderMark } from './t140.ts';

export interface T140Buffer {
  add(text: string): void;
  /** What waits goes at once: the end of a line, or of the call. */
  flush(): void;
  /** What waits goes at once; resolves when all of it has, at the far end's pace. */
  drained(): Promise<void>;
  dispose(): void;
}

/** Characters are gathered for so long before they go (RFC 4103 §5.1, RFC 8865 §5.4), milliseconds. */
const gatherMs = 300;
/** Over so many seconds the far end's characters per second are counted (RFC 4103 §6, cps). */
const windowSeconds = 10;

/** Gathers what is typed, and keeps to what the far end can read. Sends U+FEFF first, as T.140 begins. */
export function createT140Buffer(deps: {
  readonly clock: Clock;
  readonly send: (text: string) => void;
  /** Characters a second that the far end takes; default 30. */
  readonly cps?: number;
}): T140Buffer {
  const { clock } = deps;
  const most = (deps.cps ?? 30) * windowSeconds;
  let waiting = '';
  let undo: Undo | null = null;
  let begun = false;
  let empty: readonly (() => void)[] = [];
  let sent: readonly { readonly at: number; readonly count: number }[] = [];

  const settle = (): void => {
    const done = empty;
    empty = [];
    for (const one of done) one();
  };
  const room = (): number => {
    sent = sent.filter(({ at }) => clock.now() - at < windowSeconds * 1_000);
    return most - sent.reduce((sum, { count }) => sum + count, 0);
  };
  const go = (): void => {
    undo?.();
    undo = null;
    const chars = [...waiting];
    const now = chars.slice(0, Math.max(0, room()));
    if (now.length > 0) {
      sent = [...sent, { at: clock.now(), count: now.length }];
      deps.send((begun ? '' : byteOrderMark) + now.join(''));
      begun = true;
    }
    waiting = chars.slice(now.length).join('');
    if (waiting !== '') undo = clock.after(gatherMs, go);
    else settle();
  };
  return {
    add(text) {
      waiting += text;
      if (waiting !== '') undo ??= clock.after(gatherMs, go);
    },
    flush: go,
    drained() {
      go();
      return waiting === '' ? Promise.resolve() : new Promise((done) => void (empty = [...empty, done]));
    },
    dispose() {
      undo?.();
      settle();
    },
  };
}
