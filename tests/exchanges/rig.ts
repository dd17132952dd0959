import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { CallSnapshot } from '#shared/call/contract.ts';
import type { LineSnapshot } from '#shared/line/contract.ts';
import {
  debuggerPort,
  type RisenDesk,
  risenDesk,
  waitingFor,
  wayBackOf,
} from '#tests/support/desk-after-death.ts';
import { agentToneHz, type Desk, signIn, startDesk } from '#tests/support/desk-app.ts';
import { configureExchange, isRegistered } from '#tests/support/desk-on-exchange.ts';
import { startTcpProxy, type TcpProxy } from '#tests/support/proxies.ts';
import { secretOf } from '#tests/interop/peers/peers.ts';
import { asterisk } from './asterisk/asterisk.ts';
import { type Exchange, startExchange } from './exchange.ts';
import { freeswitch } from './freeswitch/freeswitch.ts';

export const [caller, other] = ['13800001111', '13800002222'] as const;
export const [callerHz, otherHz] = [441, 619] as const;
/** Bytes of the exchange's recording. */
const halfSecond = 8_000;
/** A tone counts as heard above this. */
export const heardDb = -40;

/** Which make stands at GUARDLINE_EXCHANGE_PREFIX. */
export const make = process.env['GUARDLINE_EXCHANGE'] === 'freeswitch' ? freeswitch : asterisk;
const prefix = process.env['GUARDLINE_EXCHANGE_PREFIX'] ?? '';

/** A desk registered at a real exchange, by way of a wire that can go silent. */
export interface Rig {
  readonly exchange: Exchange;
  readonly wire: TcpProxy;
  readonly desk: Desk;
  /** The desk, or what has come in its place. */
  now(): Pick<Desk, 'ask' | 'send'>;
  line(): Promise<LineSnapshot>;
  theirs(user: string): Promise<CallSnapshot | undefined>;
  inState(user: string, state: CallSnapshot['state'], timeoutMs?: number): Promise<void>;
  press(key: string): Promise<void>;
  /** The first phone rings, is answered, and hears the agent. */
  talking(): Promise<void>;
  callerHearsTheAgent(): Promise<void>;
  /** kill -9 of main; resolves when its successor shows a window. */
  killMain(): Promise<void>;
  /** Since the death, milliseconds to each step of the way back. */
  wayBack(): Promise<string>;
  dispose(): Promise<void>;
}

export async function startRig(): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), 'guardline-exchange-desk-'));
  const exchange = await startExchange(make, prefix, [
    { user: caller, displayName: 'Wang Guizhen', toneHz: callerHz },
    { user: other, displayName: 'Zhou', toneHz: otherHz },
  ]);
  const wire = await startTcpProxy(exchange.wssPort);
  const port = await debuggerPort();
  const switches = [`--remote-debugging-port=${port}`];
  const desk = await startDesk({ dataFolder: folder, standby: true, switches });
  let risen: RisenDesk | undefined;
  await signIn(desk);
  await configureExchange(desk, {
    url: `wss://127.0.0.1:${wire.port}/ws`,
    domain: exchange.domain,
    user: '1001',
    password: secretOf('1001'),
    caFile: exchange.caFile,
  });
  await expect.poll(async () => (await desk.ask<LineSnapshot>('line/state')).exchange).toBe('configured');
  await isRegistered(desk);

  const rig: Rig = {
    exchange,
    wire,
    desk,
    now: () => (risen ?? desk) as Pick<Desk, 'ask' | 'send'>,
    line: () => rig.now().ask<LineSnapshot>('line/state'),
    theirs: async (user) =>
      (await rig.now().ask<{ calls: CallSnapshot[] }>('call/state')).calls.findLast(({ numberMasked }) =>
        numberMasked.endsWith(user.slice(-4)),
      ),
    inState: (user, state, timeout = 20_000) =>
      expect.poll(async () => (await rig.theirs(user))?.state, { timeout, intervals: [50] }).toBe(state),
    press: (key) => (risen ?? desk).press(key),
    async talking() {
      const phone = exchange.phone(caller);
      phone.mark();
      await phone.dial('1001');
      await rig.inState(caller, 'ringing');
      await rig.press('F2');
      await rig.inState(caller, 'active');
      await phone.seen('CALL_ESTABLISHED');
      await rig.callerHearsTheAgent();
    },
    async callerHearsTheAgent() {
      // Of what is recorded from now on: an exchange that hears nothing may record nothing, and the last half second is old.
      const from = exchange.heard.soFar();
      await expect
        .poll(() => (exchange.heard.soFar() - from < halfSecond ? -200 : exchange.heard.level(agentToneHz)), {
          timeout: 20_000,
        })
        .toBeGreaterThan(heardDb);
    },
    async killMain() {
      const pid = desk.app.process().pid ?? 0;
      const { standby } = await waitingFor(pid);
      process.kill(pid, 'SIGKILL');
      risen = await risenDesk(port, standby);
    },
    wayBack: () => wayBackOf(folder),
    async dispose() {
      await (risen ?? desk).close();
      await wire.dispose();
      await exchange.dispose();
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
    },
  };
  return rig;
}
