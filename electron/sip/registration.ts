import { type UserAgent, UserAgentState } from 'sip.js';
import type { Log } from '#electron/log/log.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import type { Publisher } from '#shared/lib/publisher.ts';
import type { LineSnapshot } from '#shared/line/contract.ts';
import { backoffDelayMs } from './backoff.ts';
import { failReinvites } from './fail-reinvites.ts';
import { createFlowProbe } from './flow-probe.ts';
import {
  isHopeless,
  type LineProblem,
  problemOfConnect,
  problemOfRegister,
  retryAfterMs,
} from './line-problem.ts';
import { createRegisterClient, type RegisterOutcome } from './register.ts';
import type { LineConfig } from './ports.ts';
import { createServerChoice, type KnockAt } from './server-choice.ts';
import type { Locator } from './servers.ts';
import type { WebSocketTransport } from './websocket-transport.ts';

const reconnect = { firstMs: 500, mostMs: 30_000 };
/** With somebody on the line who may hang up, and whom nobody can put on hold: sooner. */
const inCall = { firstMs: 500, mostMs: 3_000 };
/** A refusal rarely mends itself, but a password is corrected at the exchange sooner or later. */
const refused = { firstMs: 15_000, mostMs: 120_000 };
/** Of a registration's life after which it is renewed; where OPTIONS get no answer, the REGISTER itself is what confirms. */
const renewAt = 0.8;
const renewAloneSeconds = 60;
/** A REGISTER without any answer: SIP.js gives up after 32 s (RFC 3261 timer F) and says so; this is for when it does not. */
const registerPatienceMs = 36_000;

export interface RegistrationDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly ua: UserAgent;
  readonly config: LineConfig;
  readonly locator: Locator;
  readonly knockAt: KnockAt;
  readonly state: Publisher<LineSnapshot>;
  /** Registered again after the connection was lost: dialogs have to be told where we are now. `moved`: at another exchange. */
  readonly onReturned: (moved: boolean) => void;
  /** The exchange has confirmed where we are, for the first time or anew. */
  readonly onRegistered: () => void;
  /** A call is up that the exchange in use can steer: no time to change over without need. */
  readonly isBusy: () => boolean;
  readonly isInCall: () => boolean;
}

export interface Registration {
  start(): void;
  stop(): Promise<void>;
  /**
   * Something has happened to this machine (sleep, another network): what was known of the flow is asked anew at once.
   * Answers whether there still is one, as far as this machine knows.
   */
  checkNow(): boolean;
}

type TimerName = 'retry' | 'refresh' | 'expiry' | 'patience';

/**
 * Keeps one user agent connected and registered (RFC 3261 §10) and says honestly how it stands. The states are
 * those of `shared/line/contract.ts`; only the exchange's own answers confirm, and each carries its time. Where several
 * exchanges are named, `server-choice.ts` says which is next. All lives are counted on the clock that never jumps.
 */
export function createRegistration(deps: RegistrationDeps): Registration {
  const { clock, ua, config, state, log } = deps;
  const route = config.outboundProxy === undefined ? [] : [looseRoute(config.outboundProxy)];
  const client = createRegisterClient(ua, { expiresSeconds: config.expiresSeconds, route });
  const transport = ua.transport as unknown as WebSocketTransport;
  const timers = new Map<TimerName, Undo>();
  let stopped = false;
  let lost = false;
  /** Grows with each connection: what belongs to an older one says nothing any more. */
  let flow = 1;
  let registeringOn = 0;
  /** Rounds over all exchanges since the last success: the pause grows with them, not with each try. */
  let rounds = 0;
  let diesAtMs: number | null = null;

  const set = (change: Partial<LineSnapshot>): void => {
    if (!stopped) state.set({ ...state.get(), ...change });
  };
  const timer = (name: TimerName, delayMs: number, fn: () => void): void => {
    timers.get(name)?.();
    timers.set(name, clock.after(delayMs, fn));
  };
  const cancelTimers = (): void => {
    for (const undo of timers.values()) undo();
    timers.clear();
    probe.stop();
  };

  const choice = createServerChoice({
    ...deps,
    goBack: () => {
      lost = true;
      client.unregister();
      flow += 1;
      cancelTimers();
      transport.leave(true);
      connect();
    },
  });
  const probe = createFlowProbe({
    clock,
    ua,
    transport,
    onAlive: (tookMs, nextInMs) => confirmed(tookMs, nextInMs),
    onOptionsIgnored: () => renewIn(Math.min(secondsLeft() * renewAt, renewAloneSeconds)),
    onDead(patienceMs) {
      log.warn('line does not answer', { patienceMs });
      failed({ code: 'halfOpen', status: null, detail: '' });
    },
  });

  /** Drops what is left of a connection, without a word to anybody: its end is no news. */
  const leave = (): void => {
    flow += 1;
    transport.leave();
    failReinvites(ua);
  };

  const failed = (problem: LineProblem, restMs = 0): void => {
    if (stopped) return;
    lost ||= state.get().state === 'registered';
    const attempt = state.get().attempt + 1;
    cancelTimers();
    choice.stop();
    leave();
    diesAtMs = null;
    const hopeless = isHopeless(problem);
    const next = choice.failed(problem);
    if (next === 'later') rounds += 1;
    const backoff = hopeless ? refused : deps.isInCall() ? inCall : reconnect;
    const delayMs = next === 'now' ? 0 : Math.max(restMs, backoffDelayMs(backoff, rounds, deps.random));
    log.warn('line is down', {
      problem: problem.code,
      status: problem.status ?? undefined,
      attempt,
      delayMs,
    });
    const nextTryAt = clock.now() + delayMs;
    set({ state: hopeless ? 'refused' : 'waiting', problem, attempt, nextTryAt, ...unconfirmed });
    timer('retry', delayMs, connect);
  };

  const secondsLeft = (): number =>
    diesAtMs === null ? 0 : Math.max(0, (diesAtMs - clock.monotonicMs()) / 1000);
  const confirmed = (tookMs: number, nextInMs: number): void => {
    if (diesAtMs === null) return;
    const now = clock.now();
    set({
      lastConfirmedAt: now,
      latencyMs: Math.round(tookMs),
      nextConfirmAt: now + nextInMs,
      // Told anew each time: should the wall clock have jumped, this is right again.
      validUntil: Math.round(now + secondsLeft() * 1000),
    });
  };
  const renewIn = (seconds: number): void => timer('refresh', seconds * 1000, () => void register());

  const granted = (outcome: Extract<RegisterOutcome, { kind: 'granted' }>, startedMs: number): void => {
    const { seconds, flowTimerSeconds, serviceRoute } = outcome;
    diesAtMs = clock.monotonicMs() + seconds * 1000;
    const first = state.get().state !== 'registered';
    rounds = 0;
    const moved = choice.settled();
    (ua.userAgentCore.configuration as { routeSet: string[] }).routeSet =
      serviceRoute.length > 0 ? [...serviceRoute] : [...route];
    set({
      state: 'registered',
      attempt: 0,
      problem: null,
      nextTryAt: null,
      host: new URL(choice.server().url).host,
      isFallback: choice.isFallback(),
    });
    confirmed(clock.monotonicMs() - startedMs, probe.start(flowTimerSeconds));
    renewIn(probe.knowsOptions() ? seconds * renewAt : Math.min(seconds * renewAt, renewAloneSeconds));
    timer('expiry', seconds * 1000, () => failed({ code: 'expired', status: null, detail: '' }));
    deps.onRegistered();
    if (!lost || !first) return;
    lost = false;
    deps.onReturned(moved);
  };

  const register = async (): Promise<void> => {
    const mine = flow;
    // RFC 3261 §10.2: no second one before the first has its answer.
    if (registeringOn === mine) return;
    registeringOn = mine;
    const startedMs = clock.monotonicMs();
    if (state.get().state !== 'registered') set({ state: 'registering', nextTryAt: null });
    timer('patience', registerPatienceMs, () => failed({ code: 'timeout', status: null, detail: '' }));
    try {
      const outcome = await client.register();
      if (mine !== flow || stopped) return;
      registeringOn = 0;
      timers.get('patience')?.();
      if (outcome.kind === 'granted') granted(outcome, startedMs);
      else if (outcome.kind === 'notBound') failed(notBound);
      else failed(problemOfRegister(outcome.response), retryAfterMs(outcome.response));
    } catch (error) {
      if (mine === flow) failed(problemOfConnect(error));
    }
  };

  const connect = (): void => {
    if (stopped) return;
    set({ state: 'connecting', nextTryAt: null });
    flow += 1;
    const mine = flow;
    choice
      .next()
      .then((server) => {
        if (mine !== flow || stopped) return;
        transport.use(server);
        set({ host: new URL(server.url).host });
        return ua.state === UserAgentState.Started ? ua.transport.connect() : ua.start();
      })
      .catch((error: unknown) => {
        if (mine === flow) failed(problemOfConnect(error));
      });
  };

  if (ua.delegate === undefined) throw new Error('the line sets the delegate first');
  ua.delegate.onConnect = () => void register();
  ua.delegate.onDisconnect = (error) => failed({ ...problemOfConnect(error), code: 'connectionLost' });

  return {
    start() {
      state.set({
        ...state.get(),
        exchange: config.exchange,
        host: /^sips:/i.test(config.urls[0] ?? '')
          ? (config.urls[0] ?? '').slice(5)
          : new URL(config.urls[0] ?? '').host,
        user: config.user,
        lastConfirmedAt: null,
        ...unconfirmed,
        isFallback: false,
        latencyMs: null,
        attempt: 0,
        problem: null,
      });
      connect();
    },
    async stop() {
      cancelTimers();
      choice.stop();
      flow += 1;
      ua.delegate = {};
      if (state.get().state === 'registered' && transport.isConnected()) client.unregister();
      set({ state: 'off', nextTryAt: null, ...unconfirmed });
      stopped = true;
    },
    checkNow() {
      const { state: now } = state.get();
      if (now === 'registered' && transport.hasLostItsAddress()) failed(addressGone);
      else if (now === 'registered') {
        probe.now();
        void register();
      } else if (now === 'waiting') {
        timers.get('retry')?.();
        connect();
      }
      return state.get().state === 'registered';
    },
  };
}

const unconfirmed = { nextConfirmAt: null, validUntil: null } as const;
const addressGone: LineProblem = { code: 'connectionLost', status: null, detail: 'EADDRNOTAVAIL' };
const notBound: LineProblem = { code: 'notBound', status: 200, detail: '' };

/** A Route value for a proxy that routes loosely, as all of RFC 3261 do. */
export function looseRoute(uri: string): string {
  return `<${/;lr(;|=|$)/.test(uri) ? uri : `${uri};lr`}>`;
}
