import type { Log } from '#electron/log/log.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import type { RandomToken } from '../sip/random.ts';
import { createAuthenticator, type Account } from './authenticator.ts';
import { createCallTable } from './call-table.ts';
import { startSocketServer, type Connection, type SocketServer } from './connection.ts';
import type { ExchangeEvent } from './events.ts';
import { createInviter, type IvrFinding } from './inviter.ts';
import { createProxy } from './proxy.ts';
import { createRegistrar } from './registrar.ts';
import { createRelay } from './relay.ts';

export interface ExchangeDeps {
  readonly clock: Clock;
  readonly random: RandomToken;
  readonly log: Log;
  /** 0: any free port. */
  readonly port: number;
  /** SIP domain and digest realm. */
  readonly domain: string;
  readonly accounts: readonly Account[];
  readonly queues: readonly string[];
  /** Default 20 s. */
  readonly ringTimeoutMs?: number;
  /** How long a seat that did not take a call is spared it. Default 5 s. */
  readonly spareMs?: number;
  /** Seats for which simulated colleagues answer while nobody is registered there. */
  readonly standIns?: readonly string[];
  ivr?(number: string): IvrFinding | null;
}

export interface ExchangeStats {
  readonly connections: number;
  readonly registered: readonly string[];
  readonly waiting: number;
  readonly calls: number;
  readonly transactions: number;
}

/** The embedded exchange: SIP over WebSocket on loopback, registrar, proxy and a small queue. Training and first start only. */
export interface Exchange {
  readonly port: number;
  readonly url: string;
  readonly domain: string;
  setSeatReady(user: string, ready: boolean): void;
  /** Waiting calls in the order of their arrival. */
  waiting(): readonly { readonly callId: string; readonly queue: string; readonly since: number }[];
  /** The seat said so; whether it is free is another question (`busy`). */
  isReady(user: string): boolean;
  busy(user: string): boolean;
  /** The exchange's id of a call (`X-Call-Id`) by its SIP Call-ID. */
  callIdOf(sipCallId: string): string | null;
  isRegistered(user: string): boolean;
  subscribe(listener: (event: ExchangeEvent) => void): Undo;
  stats(): ExchangeStats;
  dispose(): Promise<void>;
}

const sweepEveryMs = 5_000;

export async function createExchange(deps: ExchangeDeps): Promise<Exchange> {
  const { clock, random, log } = deps;
  const listeners = new Set<(event: ExchangeEvent) => void>();
  const emit = (event: ExchangeEvent): void => {
    log.debug('exchange event', { kind: event.kind });
    for (const listener of listeners) listener(event);
  };
  let server: SocketServer | null = null;
  const now = (): number => clock.now();

  const relay = createRelay({ clock, random, hostPort: () => `127.0.0.1:${server?.port ?? deps.port}` });
  const calls = createCallTable(now);
  const registrar = createRegistrar({
    now,
    onChange: (user, reachable) => emit({ kind: 'reachable', at: now(), user, reachable }),
    onBound: (user, until) => emit({ kind: 'bound', at: now(), user, until }),
  });
  const inviter = createInviter({
    clock,
    random,
    domain: deps.domain,
    relay,
    calls,
    standIns: deps.standIns ?? [],
    ringTimeoutMs: deps.ringTimeoutMs ?? 20_000,
    spareMs: deps.spareMs ?? 5_000,
    find: (user) => registrar.find(user),
    ivr: (number) => deps.ivr?.(number) ?? null,
    emit,
  });
  const auth = createAuthenticator({ realm: deps.domain, accounts: deps.accounts, random, now });
  const trunkUser = deps.accounts.find((account) => account.trunk)?.user ?? '';
  const proxy = createProxy({
    clock,
    random,
    auth,
    registrar,
    relay,
    calls,
    inviter,
    queues: deps.queues,
    trunkUser,
    standIns: deps.standIns ?? [],
    emit,
  });
  const onClose = (connection: Connection): void => {
    registrar.dropConnection(connection);
    inviter.dropConnection(connection);
    relay.dropConnection(connection);
    inviter.acd.look();
  };
  server = await startSocketServer({ port: deps.port, onMessage: proxy.receive, onClose });

  let undoSweep: Undo = () => {};
  const sweep = (): void => {
    registrar.sweep();
    calls.sweep();
    undoSweep = clock.after(sweepEveryMs, sweep);
  };
  sweep();
  const listening = server;
  return {
    port: listening.port,
    url: `ws://127.0.0.1:${listening.port}`,
    domain: deps.domain,
    setSeatReady(user, ready) {
      if (inviter.acd.isReady(user) === ready) return;
      inviter.acd.setReady(user, ready);
      emit({ kind: 'seatReady', at: now(), user, ready });
    },
    waiting: () => inviter.acd.waiting(),
    isReady: (user) => inviter.acd.isReady(user),
    busy: (user) => calls.busy(user),
    callIdOf: (sipCallId) => calls.get(sipCallId)?.callId ?? null,
    isRegistered: (user) => registrar.find(user) !== null,
    subscribe(listener) {
      const own = (event: ExchangeEvent): void => listener(event);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    stats: () => ({
      connections: listening.connections.size,
      registered: registrar.users(),
      waiting: inviter.acd.waiting().length,
      calls: calls.live().length,
      transactions: relay.size(),
    }),
    async dispose() {
      undoSweep();
      inviter.dispose();
      relay.dispose();
      listeners.clear();
      await listening.dispose();
    },
  };
}
