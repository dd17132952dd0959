import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { createSandboxCore, type SandboxCore } from '#electron/core/sandbox/server.ts';
import { systemClock } from '#electron/clock/system-clock.ts';
import type { SimCall } from '#electron/training/caller/call.ts';
import { mulawTone } from '#electron/training/caller/mulaw.ts';
import type { UserAgent } from '#electron/training/caller/user-agent.ts';
import type { CallSnapshot } from '#shared/call/contract.ts';
import type { KnowledgeState } from '#shared/knowledge/contract.ts';
import { type Desk, type DeskOptions, signIn, startDesk } from '#tests/support/desk-app.ts';
import { configureExchange, isRegistered } from '#tests/support/desk-on-exchange.ts';
import { secretOf, startTestExchange, type TestExchange, until } from '#tests/support/embedded-exchange.ts';
import { sampleCustomers, sandboxToken } from '#tests/support/sandbox-core.ts';
import { testFolder } from '#tests/support/test-folder.ts';
import { type BenchCustomer, benchCustomers } from './customers.ts';

import { epoch, type Wire, watchWire } from './wire.ts';

let wire: Wire | undefined;
/** Sockets are watched once per process, however many desks there are. */
const theWire = (): Wire => (wire ??= watchWire());

export interface Outside {
  readonly floor: TestExchange;
  readonly carrier: UserAgent;
  readonly core: SandboxCore;
  dispose(): Promise<void>;
}

/** Exchange and core as a bank has them: not on the desk, but in this process, where what goes over the wire can be timed. */
export async function startOutside(customers: readonly BenchCustomer[]): Promise<Outside> {
  const floor = await startTestExchange();
  const core = await createSandboxCore({
    port: 0,
    host: '127.0.0.1',
    token: sandboxToken,
    dataFile: join(testFolder(), 'core.jsonl'),
    customers: [...sampleCustomers(), ...customers.map(({ sample }) => sample)],
    clock: systemClock,
  });
  const carrier = await floor.agent('trunk');
  return {
    floor,
    carrier,
    core,
    async dispose() {
      await floor.dispose();
      await core.dispose();
    },
  };
}

/** Points a desk outside and starts it anew, as its rooms are built on one core. */
export async function startConfiguredDesk(
  outside: Outside,
  options: DeskOptions = {},
  between: () => void = () => undefined,
): Promise<Desk> {
  const first = await startDesk(options);
  await signIn(first);
  await pointOutside(first, outside);
  // Its index stands when it starts again, as on any day but the first.
  await settled(first);
  await first.close({ keepData: true });
  between();
  const desk = await startDesk({ ...options, dataFolder: first.dataFolder });
  await signIn(desk);
  await isRegistered(desk);
  return desk;
}

async function pointOutside(desk: Desk, { floor, core }: Outside): Promise<void> {
  const { url, domain } = floor.exchange;
  await configureExchange(desk, { url, domain, user: '1001', password: secretOf('1001') });
  await desk.send('settings/set', { key: 'core.url', value: core.url });
  await desk.send('settings/set-secret', { name: 'core.token', value: sandboxToken });
  await desk.send('settings/set', { key: 'core.mode', value: 'configured' });
}

/** The index of a first start is built beside everything else: nothing is measured meanwhile. */
async function settled(desk: Desk): Promise<void> {
  for (const from = epoch(); (await desk.ask<KnowledgeState>('knowledge/state')).phase !== 'ready';) {
    if (epoch() - from > 60_000) throw new Error('the knowledge base never was ready');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** One desk, its exchange and its core, and callers that speak a tone. */
export interface Rig extends Outside {
  readonly desk: Desk;
  readonly media: Page;
  readonly wire: Wire;
  /** A customer who has not rung before; after the last one the first again. */
  nextCustomer(): BenchCustomer;
  ring(customer: BenchCustomer): SimCall;
  /** Presses the answer key once the window shows who rings, and waits until the call is up. */
  answer(customer: BenchCustomer): Promise<void>;
  call(): Promise<CallSnapshot | undefined>;
  calls(): Promise<readonly CallSnapshot[]>;
  inState(...states: readonly (CallSnapshot['state'] | 'none')[]): Promise<void>;
  /** Ends the call from the caller's side and closes the wrap-up. */
  finish(caller: SimCall): Promise<void>;
}

const customerCount = 1_000;
/** What the simulated caller says, Hz. */
const callerToneHz = 440;

/** `between`: what happens to the desk's content before it is measured; its index is then being built while the rig is used. */
export async function startRig(options: DeskOptions = {}, between?: () => void): Promise<Rig> {
  const seen = theWire();
  const customers = benchCustomers(customerCount);
  let rung = 0;
  const outside = await startOutside(customers);
  // Captions only where a measure gives an address.
  const policy = JSON.stringify({ 'captions.mode': 'on' });
  const desk = await startConfiguredDesk(outside, { policy, ...options }, between);
  const media = desk.app.windows().find((page) => page.url().includes('/media/'));
  if (media === undefined) throw new Error('no media window');
  if (between === undefined) await settled(desk);
  await desk.send('seat/set-ready', {});
  const calls = async (): Promise<readonly CallSnapshot[]> =>
    (await desk.ask<{ calls: CallSnapshot[] }>('call/state')).calls;
  const call = async (): Promise<CallSnapshot | undefined> => (await calls()).at(-1);
  const inState: Rig['inState'] = async (...states) => {
    for (const from = epoch(); ;) {
      const state = (await call())?.state ?? 'none';
      if (states.includes(state)) return;
      if (epoch() - from > 10_000)
        throw new Error(`the call never was ${states.join(' or ')}: it is ${state}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return {
    ...outside,
    desk,
    media,
    wire: seen,
    nextCustomer() {
      const customer = customers[rung++ % customers.length];
      if (customer === undefined) throw new Error('there are no customers');
      return customer;
    },
    ring({ number }) {
      const caller = outside.floor.call(outside.carrier, { to: '1001', from: { number, name: '' } });
      caller.mouth.loop(mulawTone(callerToneHz, 1_000));
      return caller;
    },
    async answer({ tail }) {
      await inState('ringing');
      // A key that is pressed before the window knows of the call does nothing, as it should.
      await desk.page.locator('.bar-who', { hasText: `****${tail}` }).waitFor();
      await desk.page.keyboard.press('F2');
      await inState('active');
    },
    call,
    calls,
    inState,
    async finish(caller) {
      const callId = (await call())?.id;
      caller.hangUp();
      await until(() => caller.phase === 'ended', 'the end at the caller');
      await inState('ended');
      if (callId === undefined) return;
      await desk.send('seat/save-wrap-up', { callId, disposition: 'informed', note: '', followUp: '' });
      await desk.send('seat/finish-wrap-up', { callId, then: 'ready' });
      await inState('none');
    },
    async dispose() {
      await desk.close();
      await outside.dispose();
    },
  };
}
