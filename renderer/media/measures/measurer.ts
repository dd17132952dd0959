import { sampleRateHz } from '#shared/measures/frame.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import { createTap, type Legs, type Tap } from './tap.ts';

export type MeasuringStatus = 'starting' | 'measuring' | 'paused' | 'notMeasured';

export interface MeasurerEvents {
  onStatus(status: MeasuringStatus, why: string | null): void;
  onMeasures(heard: Omit<Extract<FromWorker, { kind: 'measures' }>, 'kind'>): void;
  onAnswer(sessionId: string, latencyMs: number): void;
}

/** A call as the measuring needs it. */
export interface MeasuredSource {
  legs(): Legs;
  /** What the line itself takes, there and back with our jitter buffer, ms; null: not known yet. */
  delayMs(): Promise<number | null>;
}

export interface Measurer {
  /** Measures this call and no other; null: none. A call that is measured again goes on where it was. */
  measure(sessionId: string | null, source: MeasuredSource): void;
  /** The tracks of a call may have changed: a re-INVITE, another microphone. */
  renew(sessionId: string): void;
  markQuestion(sessionId: string): void;
  /** The call is over. */
  forget(sessionId: string): void;
}

const script = '/workers/measures-worker.js';
const looksEveryMs = 1_000;
const mostSilenceMs = 5_000;
const mostLoadingMs = 30_000;
const triesAfterMs = [1_000, 2_000, 5_000, 30_000] as const;
/** The model lives on from call to call; a seat that takes no calls gives its memory back. */
const keptMs = 10 * 60_000;

interface Running {
  readonly worker: Worker;
  ready: boolean;
  lifeAt: number;
}

/**
 * Keeps one call measured, whatever becomes of the worker. A worker that fails, or says nothing while a call is measured, is ended
 * and another one started; the call itself has no part in it.
 */
export function createMeasurer(events: MeasurerEvents): Measurer {
  let running: Running | null = null;
  let present: { readonly sessionId: string; readonly source: MeasuredSource } | null = null;
  let tap: Promise<Tap> | null = null;
  let failures = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let idle: ReturnType<typeof setTimeout> | undefined;

  const send = (message: ToWorker, carry: Transferable[] = []): void =>
    running?.worker.postMessage(message, carry);

  const fail = (why: string): void => {
    running?.worker.terminate();
    running = null;
    if (present === null) return;
    events.onStatus('notMeasured', why);
    clearTimeout(retry);
    retry = setTimeout(begin, triesAfterMs[Math.min(failures, triesAfterMs.length - 1)]);
    failures += 1;
  };
  const hear = (own: Running, message: FromWorker): void => {
    if (running !== own) return;
    own.lifeAt = performance.now();
    if (message.kind === 'failed') return fail(message.why);
    if (message.kind === 'answer') return events.onAnswer(message.sessionId, message.latencyMs);
    if (message.kind === 'measures') {
      const { kind: _kind, ...heard } = message;
      if (present?.sessionId === heard.sessionId) events.onStatus('measuring', null);
      failures = 0;
      return events.onMeasures(heard);
    }
    own.ready = true;
  };
  const start = (): Running => {
    const worker = new Worker(script, { type: 'module', name: 'measures' });
    const own: Running = { worker, ready: false, lifeAt: performance.now() };
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => hear(own, data));
    worker.addEventListener('error', ({ message }) => {
      if (running === own) fail(message || 'the worker did not load');
    });
    return own;
  };
  const leaveTap = (): void => {
    const left = tap;
    tap = null;
    left?.then(
      (found) => found.close(),
      () => undefined,
    );
  };
  function begin(): void {
    if (present === null) return;
    clearTimeout(retry);
    clearTimeout(idle);
    const { sessionId, source } = present;
    events.onStatus('starting', null);
    running ??= start();
    running.lifeAt = performance.now();
    const { port1, port2 } = new MessageChannel();
    send({ kind: 'measure', sessionId, port: port1 }, [port1]);
    leaveTap();
    const mine = createTap(sampleRateHz);
    tap = mine;
    mine.then(
      (found) => {
        if (tap === mine) found.open(source.legs(), port2);
      },
      (error: unknown) => {
        if (tap !== mine) return;
        tap = null;
        fail(String(error));
      },
    );
  }

  setInterval(() => {
    if (running === null || present === null) return;
    const { sessionId, source } = present;
    source.delayMs().then(
      (ms) => ms !== null && send({ kind: 'delay', sessionId, ms }),
      () => undefined,
    );
    const silentMs = performance.now() - running.lifeAt;
    if (silentMs > (running.ready ? mostSilenceMs : mostLoadingMs)) fail('the worker says nothing any more');
  }, looksEveryMs);

  const close = (): void => {
    present = null;
    clearTimeout(retry);
    leaveTap();
    send({ kind: 'pause' });
    clearTimeout(idle);
    idle = setTimeout(() => {
      if (present !== null) return;
      running?.worker.terminate();
      running = null;
    }, keptMs);
  };

  return {
    measure(sessionId, source) {
      if (sessionId === null) {
        if (present === null) return;
        close();
        return events.onStatus('paused', null);
      }
      if (present?.sessionId === sessionId) return;
      present = { sessionId, source };
      begin();
    },
    renew(sessionId) {
      if (present?.sessionId !== sessionId) return;
      const { source } = present;
      const mine = tap;
      void mine?.then((found) => {
        if (tap === mine) found.connect(source.legs());
      });
    },
    markQuestion: (sessionId) => send({ kind: 'markQuestion', sessionId }),
    forget(sessionId) {
      if (present?.sessionId === sessionId) close();
      send({ kind: 'forget', sessionId });
    },
  };
}
