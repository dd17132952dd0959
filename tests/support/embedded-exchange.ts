import { systemClock } from '#electron/clock/system-clock.ts';
import { silentLog } from '#electron/log/log.ts';
import type { CallDeps, CallListener, OutgoingCall, SimCall } from '#electron/training/caller/call.ts';
import { placeCall } from '#electron/training/caller/place-call.ts';
import { createPacer } from '#electron/training/caller/pacer.ts';
import { createUserAgent, type UserAgent, type UserAgentDeps } from '#electron/training/caller/user-agent.ts';
import type { ExchangeEvent } from '#electron/training/exchange/events.ts';
import { createExchange, type Exchange, type ExchangeDeps } from '#electron/training/exchange/exchange.ts';
import { randomToken } from '#electron/training/sip/random.ts';
import { queueIds } from '#shared/floor/queues.ts';

/** Who may register at the test exchange; the secret is `secret-<user>`. */
export const testUsers = ['1001', '1002', '1003', 'trunk'] as const;
export const secretOf = (user: string): string => `secret-${user}`;
export const testDomain = 'floor.test';

export interface TestExchange {
  readonly exchange: Exchange;
  readonly events: ExchangeEvent[];
  /** A registered SIP peer of the house, for either end of a call. */
  agent(user: string, options?: Partial<UserAgentDeps>): Promise<UserAgent>;
  callDeps(agent: UserAgent, options?: Partial<CallDeps>): CallDeps;
  call(
    agent: UserAgent,
    call: Partial<OutgoingCall> & { readonly to: string },
    listener?: CallListener,
  ): SimCall;
  dispose(): Promise<void>;
}

/**
 * The real embedded exchange on a free port, in this process, for tests that need one.
 * @param rtpTimeoutMs after so long without a packet a caller gives the call up with a BYE
 */
export async function startTestExchange(
  options: Partial<ExchangeDeps> = {},
  rtpTimeoutMs = 30_000,
): Promise<TestExchange> {
  const exchange = await createExchange({
    clock: systemClock,
    random: randomToken,
    log: silentLog,
    port: 0,
    domain: testDomain,
    accounts: testUsers.map((user) => ({ user, secret: secretOf(user), trunk: user === 'trunk' })),
    queues: queueIds,
    ...options,
  });
  const events: ExchangeEvent[] = [];
  exchange.subscribe((event) => events.push(event));
  const agents: UserAgent[] = [];
  const calls: SimCall[] = [];
  const pacer = createPacer(systemClock);

  const callDeps = (agent: UserAgent, own: Partial<CallDeps> = {}): CallDeps => ({
    clock: systemClock,
    random: randomToken,
    pacer,
    agent,
    pauseMs: 400,
    rtpTimeoutMs,
    ...own,
  });
  return {
    exchange,
    events,
    async agent(user, own = {}) {
      const agent = createUserAgent({
        clock: systemClock,
        random: randomToken,
        url: exchange.url,
        domain: testDomain,
        credentials: { username: user, secret: secretOf(user) },
        ...own,
      });
      agents.push(agent);
      await agent.start();
      return agent;
    },
    callDeps,
    call(agent, own, listener = {}) {
      const call = placeCall(
        callDeps(agent),
        { from: { number: '+8613900000001', name: '测试来电' }, ...own },
        listener,
      );
      calls.push(call);
      return call;
    },
    async dispose() {
      for (const call of calls) call.hangUp();
      for (const agent of agents) agent.dispose();
      await exchange.dispose();
    },
  };
}

/** Waits until `check` gives something truthy; polls, as the things waited for come over real sockets. */
export async function until<T>(check: () => T, what: string, timeoutMs = 30_000): Promise<NonNullable<T>> {
  const from = performance.now();
  for (;;) {
    const value = check();
    if (value) return value;
    if (performance.now() - from > timeoutMs) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
