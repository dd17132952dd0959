import { expect } from '@playwright/test';
import type { SimCall } from '#electron/training/caller/call.ts';
import type { UserAgent } from '#electron/training/caller/user-agent.ts';
import type { LineSnapshot } from '#shared/line/contract.ts';
import type { CallSnapshot } from '#shared/call/contract.ts';
import { type Desk, type DeskOptions, signIn, startDesk } from './desk-app.ts';
import { secretOf, startTestExchange, type TestExchange } from './embedded-exchange.ts';

export interface DeskOnExchange extends Desk {
  readonly floor: TestExchange;
  readonly carrier: UserAgent;
  /** A caller rings the desk. */
  ring(call?: Partial<Parameters<TestExchange['call']>[1]>): SimCall;
  call(): Promise<CallSnapshot | undefined>;
  inState(state: CallSnapshot['state']): Promise<void>;
}

/** Points a desk at a real exchange, as its settings page does. */
export async function configureExchange(
  desk: Desk,
  exchange: { url: string; domain: string; user: string; password: string; caFile?: string },
): Promise<void> {
  const values = {
    'exchange.url': exchange.url,
    'exchange.domain': exchange.domain,
    'exchange.user': exchange.user,
    ...(exchange.caFile === undefined ? {} : { 'exchange.caFile': exchange.caFile }),
  };
  for (const [key, value] of Object.entries(values)) {
    expect(await desk.send('settings/set', { key, value }), key).toMatchObject({ ok: true });
  }
  expect(
    await desk.send('settings/set-secret', { name: 'exchange.password', value: exchange.password }),
  ).toMatchObject({ ok: true });
  expect(await desk.send('settings/set', { key: 'exchange.mode', value: 'configured' })).toMatchObject({
    ok: true,
  });
}

export async function isRegistered(desk: Desk): Promise<void> {
  await expect
    .poll(async () => (await desk.ask<LineSnapshot>('line/state')).state, { timeout: 30_000 })
    .toBe('registered');
}

/** A desk whose exchange runs in the test, so that the test hears what the caller hears. */
export async function startDeskOnExchange(options: DeskOptions = {}): Promise<DeskOnExchange> {
  const floor = await startTestExchange();
  const desk = await startDesk(options);
  await signIn(desk);
  await configureExchange(desk, {
    url: floor.exchange.url,
    domain: floor.exchange.domain,
    user: '1001',
    password: secretOf('1001'),
  });
  await expect
    .poll(async () => (await desk.ask<LineSnapshot>('line/state')).exchange, { timeout: 30_000 })
    .toBe('configured');
  await isRegistered(desk);
  const carrier = await floor.agent('trunk');
  const call = async (): Promise<CallSnapshot | undefined> =>
    (await desk.ask<{ calls: CallSnapshot[] }>('call/state')).calls.at(-1);
  return {
    ...desk,
    floor,
    carrier,
    ring: (own = {}) => floor.call(carrier, { to: '1001', ...own }),
    call,
    inState: (state) => expect.poll(async () => (await call())?.state, { timeout: 30_000 }).toBe(state),
    async close(how) {
      await desk.close(how);
      await floor.dispose();
    },
  };
}
