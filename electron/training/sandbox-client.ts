import type { Log } from '#electron/log/log.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import type { ExchangeEvent } from './exchange/events.ts';
import type { Sandbox, SandboxChild } from './ports.ts';
import {
  fromProcessSchema,
  sandboxMethods,
  type FromProcess,
  type PersonEvent,
  type SandboxInput,
  type SandboxMethod,
  type SandboxOutput,
  type SandboxReady,
  type SandboxStart,
} from './sandbox-protocol.ts';

export interface SandboxClientDeps {
  readonly clock: Clock;
  readonly log: Log;
  /** Starts the process (Electron's `utilityProcess.fork`, or `child_process.fork` in tests). */
  fork(): SandboxChild;
  readonly start: Omit<SandboxStart, 'type' | 'identity'>;
}

/**
 * Main's side of the sandbox process. A process that dies is started again with the ports, secrets and token it had, so
 * that desk and core client find it where it was; after three deaths in a minute it is left alone.
 *
 *   off → starting → up ⇄ (dead → starting)      up → off
 */
export interface SandboxClient extends Sandbox {
  /** Rejects when the process could not start. */
  start(): Promise<SandboxReady>;
  dispose(): void;
}

const requestTimeoutMs = 5_000;
const startTimeoutMs = 20_000;
const restartAfterMs = 300;
const mostDeaths = 3;
const deathsWithinMs = 60_000;

interface Waiting {
  readonly method: SandboxMethod;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly undo: Undo;
}

function createListeners<A extends unknown[]>() {
  const all = new Set<(...args: A) => void>();
  return {
    tell: (...args: A): void => all.forEach((listener) => listener(...args)),
    add(listener: (...args: A) => void): Undo {
      const own = (...args: A): void => listener(...args);
      all.add(own);
      return () => void all.delete(own);
    },
  };
}

export function createSandboxClient(deps: SandboxClientDeps): SandboxClient {
  const { clock, log } = deps;
  const exchangeEvents = createListeners<[ExchangeEvent]>();
  const personEvents = createListeners<[PersonEvent]>();
  const readies = createListeners<[SandboxReady]>();
  const downs = createListeners<[]>();
  const waiting = new Map<number, Waiting>();
  let child: SandboxChild | null = null;
  let ready: SandboxReady | null = null;
  let known: SandboxReady | null = null;
  let nextId = 1;
  let deaths: readonly number[] = [];
  let disposed = false;
  let undoRestart: Undo = () => {};

  const rejectAll = (reason: string): void => {
    for (const { reject, undo } of waiting.values()) {
      undo();
      reject(new Error(reason));
    }
    waiting.clear();
  };

  function settle(message: Extract<FromProcess, { type: 'answer' }>): void {
    const entry = waiting.get(message.id);
    if (!entry) return;
    waiting.delete(message.id);
    entry.undo();
    const value = message.ok ? sandboxMethods[entry.method].output.safeParse(message.value) : null;
    if (value?.success) entry.resolve(value.data);
    else entry.reject(new Error(`${entry.method}: ${message.ok ? 'bad answer' : String(message.value)}`));
  }

  /** Messages after the start has been settled. */
  function receive(message: FromProcess): void {
    if (message.type === 'answer') settle(message);
    if (message.type === 'exchange') exchangeEvents.tell(message.event);
    if (message.type === 'person') personEvents.tell(message.event);
    if (message.type === 'log') log[message.level](message.event, message.fields);
  }

  function died(): void {
    const was = ready !== null;
    ready = null;
    child = null;
    rejectAll('the sandbox process is gone');
    if (disposed) return;
    if (was) downs.tell();
    deaths = [...deaths, clock.now()].filter((at) => clock.now() - at < deathsWithinMs);
    log.error('sandbox process died', { deaths: deaths.length });
    if (deaths.length > mostDeaths || !known) return;
    undoRestart = clock.after(restartAfterMs, () => {
      begin().catch((error: unknown) =>
        log.error('sandbox process did not start again', { reason: String(error) }),
      );
    });
  }

  function begin(): Promise<SandboxReady> {
    return new Promise((resolve, reject) => {
      const own = deps.fork();
      child = own;
      const undoTimeout = clock.after(startTimeoutMs, () => own.kill());
      own.onMessage((raw) => {
        const parsed = fromProcessSchema.safeParse(raw);
        if (!parsed.success) return log.error('sandbox process: unknown message', {});
        const message = parsed.data;
        if (message.type === 'failed') return reject(new Error(message.reason));
        if (message.type !== 'ready') return receive(message);
        undoTimeout();
        ready = known = message;
        readies.tell(message);
        resolve(message);
      });
      own.onClose(() => {
        undoTimeout();
        reject(new Error('the sandbox process ended before it was ready'));
        if (child === own) died();
      });
      own.post({ type: 'start', ...deps.start, identity: known?.identity ?? null } satisfies SandboxStart);
    });
  }

  return {
    start: begin,
    request<M extends SandboxMethod>(method: M, input: SandboxInput<M>): Promise<SandboxOutput<M>> {
      if (!child || !ready) return Promise.reject(new Error('the sandbox process is not running'));
      const id = nextId++;
      const target = child;
      return new Promise((resolve, reject) => {
        const undo = clock.after(requestTimeoutMs, () => {
          waiting.delete(id);
          reject(new Error(`${method}: no answer in ${requestTimeoutMs} ms`));
        });
        waiting.set(id, { method, resolve: resolve as (value: unknown) => void, reject, undo });
        target.post({ type: 'request', id, method, input });
      });
    },
    onExchangeEvent: exchangeEvents.add,
    onPersonEvent: personEvents.add,
    onReady: readies.add,
    onDown: downs.add,
    get ready() {
      return ready;
    },
    dispose() {
      disposed = true;
      undoRestart();
      rejectAll('disposed');
      child?.kill();
      child = null;
      ready = null;
    },
  };
}
