import type { Log } from '#electron/log/log.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Word } from './ports.ts';
import { restartsSwitch, standbySwitch } from './stand-by.ts';

/** A started waiting process, as this side needs it. */
export interface WaitingProcess {
  readonly pid: number | undefined;
  write(line: string): void;
  onExit(listener: () => void): void;
}

export interface StandbyPostDeps {
  readonly clock: Clock;
  readonly log: Log;
  /** Arguments this program was started with, without the executable. */
  readonly argv: readonly string[];
  readonly pid: number;
  readonly restarts: readonly number[];
  readonly start: (argv: readonly string[]) => WaitingProcess;
}

export interface StandbyPost {
  /** Starts the waiting process; does nothing when it stands already. */
  open(): void;
  /** A call is up: held by the other side until `release`. */
  hold(personId: string, key: Uint8Array): void;
  release(): void;
  /** Orderly end. Synchronous: it is the last thing a process does. */
  goodbye(): void;
}

/** A waiting process that dies is replaced, but not for ever. */
const mostStarts = 5;
const againMs = 5_000;

export function createStandbyPost(deps: StandbyPostDeps): StandbyPost {
  const { clock, log } = deps;
  let waiting: WaitingProcess | undefined;
  let held: Word = { kind: 'release' };
  let starts = 0;
  let leaving = false;
  const tell = (word: Word): void => waiting?.write(`${JSON.stringify(word)}\n`);

  const open = (): void => {
    if (waiting !== undefined || leaving || starts >= mostStarts) return;
    starts += 1;
    const own = deps.argv.filter((one) => !one.startsWith(standbySwitch) && !one.startsWith(restartsSwitch));
    const marks = [`${standbySwitch}${deps.pid}`, `${restartsSwitch}${deps.restarts.join(',')}`];
    const started = deps.start([...own, ...marks]);
    waiting = started;
    started.onExit(() => {
      if (waiting !== started || leaving) return;
      waiting = undefined;
      log.warn('the standby process ended', { starts });
      clock.after(againMs, open);
    });
    if (held.kind === 'hold') tell(held);
    log.info('standby process waits', { pid: started.pid ?? 0 });
  };

  return {
    open,
    hold(personId, key) {
      held = { kind: 'hold', personId, key: Buffer.from(key).toString('base64') };
      tell(held);
    },
    release() {
      if (held.kind === 'release') return;
      held = { kind: 'release' };
      tell(held);
    },
    goodbye() {
      if (leaving) return;
      leaving = true;
      tell({ kind: 'bye' });
    },
  };
}
