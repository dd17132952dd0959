import { expect } from '@playwright/test';
import type { SandboxCore } from '#electron/core/sandbox/server.ts';
import type { SimCall } from '#electron/training/caller/call.ts';
import type { UserAgent } from '#electron/training/caller/user-agent.ts';
import type { CallSnapshot } from '#shared/call/contract.ts';
import type { CallerState } from '#shared/caller/contract.ts';
import type { ControlState } from '#shared/control/contract.ts';
import type { SettingValues } from '#shared/settings/values.ts';
import { type Desk, type DeskOptions, signIn, startDesk, unlock } from './desk-app.ts';
import { isRegistered } from './desk-on-exchange.ts';
import { secretOf, startTestExchange, type TestExchange } from './embedded-exchange.ts';
import { sandboxToken, startSandbox } from './sandbox-core.ts';

/** Numbers of sample customers (assets/sandbox/customers.yaml), by what they show. */
export const numberOf = {
  elderly: '+8613800002207',
  hearingImpaired: '+8613900006610',
  foreignLanguage: '+16045550118',
  unknown: '+8613900000001',
} as const;

/** A bank in the test's own process: an exchange and a core, each with its real protocol and with faults to set. */
export interface Bank {
  readonly floor: TestExchange;
  readonly core: SandboxCore;
  readonly carrier: UserAgent;
  /** The policy that points a desk here, as an administrator would. */
  policy(own?: Partial<SettingValues>): string;
  /** Somebody rings the desk; an elderly customer unless said otherwise. */
  ring(call?: Partial<Parameters<TestExchange['call']>[1]>): SimCall;
  dispose(): Promise<void>;
}

export async function startBank(
  options: {
    readonly core?: SandboxCore;
    readonly floor?: TestExchange;
    readonly carrier?: UserAgent;
  } = {},
): Promise<Bank> {
  const floor = options.floor ?? (await startTestExchange());
  const core = options.core ?? (await startSandbox());
  const carrier = options.carrier ?? (await floor.agent('trunk'));
  return {
    floor,
    core,
    carrier,
    policy: (own = {}) =>
      JSON.stringify({
        'exchange.mode': 'configured',
        'exchange.url': floor.exchange.url,
        'exchange.domain': floor.exchange.domain,
        'exchange.user': '1001',
        'core.mode': 'configured',
        'core.url': core.url,
        ...own,
      }),
    ring: (call = {}) =>
      floor.call(carrier, { to: '1001', from: { number: numberOf.elderly, name: '' }, ...call }),
    async dispose() {
      await floor.dispose();
      await core.dispose();
    },
  };
}

/** A desk of this bank, signed in and registered; started again on the same folder it comes back as it was left. */
export async function startDeskAt(
  bank: Bank,
  options: DeskOptions & { readonly settings?: Partial<SettingValues>; readonly registered?: boolean } = {},
): Promise<Desk> {
  const { settings, registered = true, ...own } = options;
  const desk = await startDesk({ ...own, policy: bank.policy(settings) });
  await unlock(desk);
  const secrets = { 'exchange.password': secretOf('1001'), 'core.token': sandboxToken };
  for (const [name, value] of Object.entries(secrets)) {
    expect(await desk.send('settings/set-secret', { name, value }), name).toMatchObject({ ok: true });
  }
  await signIn(desk);
  if (registered) await isRegistered(desk);
  return desk;
}

export const callNow = async (desk: Desk): Promise<CallSnapshot | undefined> =>
  (await desk.ask<{ calls: CallSnapshot[] }>('call/state')).calls.at(-1);

export const inState = (desk: Desk, state: CallSnapshot['state']): Promise<void> =>
  expect
    .poll(async () => (await callNow(desk))?.state, { timeout: 30_000, intervals: [30, 100] })
    .toBe(state);

export const callerNow = (desk: Desk): Promise<CallerState> => desk.ask<CallerState>('caller/state');

export const holdsNow = async (desk: Desk): Promise<ControlState['holds']> =>
  (await desk.ask<ControlState>('control/state')).holds;
