import { Registerer, RegistererState, type UserAgent, UserAgentState } from 'sip.js';
import type { IncomingResponseMessage } from 'sip.js/lib/core/index.js';
import type { Log } from '#electron/log/log.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import type { Publisher } from '#shared/lib/publisher.ts';
import type { LineSnapshot } from '#shared/line/contract.ts';
import { backoffDelayMs } from './backoff.ts';
import { problemOfConnect, problemOfRegister, type LineProblem } from './line-problem.ts';
import type { LineConfig } from './ports.ts';
import type { WebSocketTransport } from './websocket-transport.ts';

const reconnect = { firstMs: 500, mostMs: 30_000 };
/** A refusal rarely mends itself, but a password is corrected at the exchange sooner or later. */
const refused = { firstMs: 15_000, mostMs: 120_000 };
/** Probe and its patience: a half-open socket is noticed within their sum (under 10 s). SIP.js alone never notices. */
const probeEveryMs = 5_000;
const probePatienceMs = 4_000;

export interface RegistrationDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly ua: UserAgent;
  readonly config: LineConfig;
  readonly state: Publisher<LineSnapshot>;
  /** Registered again after the connection was lost: dialogs have to be told where we are now. */
  readonly onReturned: () => void;
  /** The exchange has confirmed where we are, for the first time or anew. */
  readonly onRegistered: () => void;
}

export interface Registration {
  start(): void;
  stop(): Promise<void>;
}

/**
 * Keeps one user agent connected and registered (RFC 3261 §10) and says honestly how it stands. The states are
 * those of `shared/line/contract.ts`; only the exchange's own answers confirm, and each carries its time.
 */
export function createRegistration(deps: RegistrationDeps): Registration {
  const { clock, ua, config, state, log } = deps;
  const registerer = new Registerer(ua, {
    expires: config.expiresSeconds,
    refreshFrequency: 99,
    logConfiguration: false,
  });
  const transport = ua.transport as unknown as WebSocketTransport;
  const timers = new Map<'retry' | 'refresh' | 'probe' | 'patience', Undo>();
  let stopped = false;
  let lost = false;

  const set = (change: Partial<LineSnapshot>): void => {
    if (!stopped) state.set({ ...state.get(), ...change });
  };
  const timer = (name: 'retry' | 'refresh' | 'probe' | 'patience', delayMs: number, fn: () => void): void => {
    timers.get(name)?.();
    timers.set(name, clock.after(delayMs, fn));
  };
  const cancelTimers = (): void => {
    for (const undo of timers.values()) undo();
    timers.clear();
  };

  const retryLater = (problem: LineProblem): void => {
    if (stopped) return;
    cancelTimers();
    const attempt = state.get().attempt + 1;
    const permanent =
      problem.code === 'forbidden' || problem.code === 'unknownUser' || problem.code === 'digestUnsupported';
    const delayMs = backoffDelayMs(permanent ? refused : reconnect, attempt, deps.random);
    log.warn('line is down', {
      problem: problem.code,
      status: problem.status ?? undefined,
      attempt,
      delayMs,
    });
    set({ state: permanent ? 'refused' : 'waiting', problem, attempt, nextTryAt: clock.now() + delayMs });
    timer('retry', delayMs, connect);
  };

  const confirmed = (startedMs: number): void =>
    set({ lastConfirmedAt: clock.now(), latencyMs: Math.round(clock.monotonicMs() - startedMs) });

  const register = (): void => {
    const startedMs = clock.monotonicMs();
    if (state.get().state !== 'registered') set({ state: 'registering', nextTryAt: null });
    registerer
      .register({
        requestDelegate: {
          onAccept: () => {
            confirmed(startedMs);
            set({ state: 'registered', attempt: 0, problem: null, nextTryAt: null });
            timer('refresh', config.expiresSeconds * 800, register);
            timer('probe', probeEveryMs, probe);
            deps.onRegistered();
            if (!lost) return;
            lost = false;
            deps.onReturned();
          },
          onReject: (response) => retryLater(problemOfRegister(response.message)),
        },
      })
      .catch((error: unknown) => retryLater(problemOfConnect(error)));
  };

  const probe = (): void => {
    const startedMs = clock.monotonicMs();
    let waiting = true;
    const alive = (): void => {
      if (!waiting) return;
      waiting = false;
      timers.get('patience')?.();
      if (state.get().state !== 'registered') return;
      confirmed(startedMs);
      timer('probe', probeEveryMs, probe);
    };
    timer('patience', probePatienceMs, () => {
      waiting = false;
      log.warn('line does not answer', { patienceMs: probePatienceMs });
      set({ problem: { code: 'halfOpen', status: null, detail: '' } });
      transport.abort();
    });
    sendOptions(ua, config, alive);
  };

  const connect = (): void => {
    if (stopped) return;
    set({ state: 'connecting', nextTryAt: null });
    const opened = ua.state === UserAgentState.Started ? ua.transport.connect() : ua.start();
    opened.catch((error: unknown) => retryLater(problemOfConnect(error)));
  };

  if (ua.delegate === undefined) throw new Error('the line sets the delegate first');
  ua.delegate.onConnect = register;
  ua.delegate.onDisconnect = (error) => {
    lost = true;
    const known = state.get().problem;
    retryLater(known?.code === 'halfOpen' ? known : { ...problemOfConnect(error), code: 'connectionLost' });
  };

  return {
    start() {
      state.set({
        ...state.get(),
        exchange: config.exchange,
        host: new URL(config.url).host,
        user: config.user,
        lastConfirmedAt: null,
        latencyMs: null,
        attempt: 0,
        problem: null,
      });
      connect();
    },
    async stop() {
      cancelTimers();
      ua.delegate = {};
      if (registerer.state === RegistererState.Registered && transport.isConnected()) {
        await registerer.unregister().catch(() => undefined);
      }
      set({ state: 'off', nextTryAt: null });
      stopped = true;
    },
  };
}

/** An OPTIONS of our own (RFC 3261 §11) to the exchange. Any answer, also a refusal, proves that it lives. */
function sendOptions(ua: UserAgent, config: LineConfig, alive: () => void): void {
  const core = ua.userAgentCore;
  const from = ua.configuration.uri;
  const target = from.clone();
  target.user = undefined;
  const message = core.makeOutgoingRequestMessage('OPTIONS', target, from, target, {});
  // SIP.js makes up a 408 or 503 of its own when nothing comes back: only an answer with a Via was on the wire.
  const answered = (response: { message: IncomingResponseMessage }): void => {
    if (response.message.hasHeader('Via')) alive();
  };
  core.request(message, {
    onAccept: answered,
    onReject: answered,
    onProgress: answered,
    onRedirect: answered,
  });
}
