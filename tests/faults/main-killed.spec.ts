import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { SimCall } from '#electron/training/caller/call.ts';
import { takeCall } from '#electron/training/caller/take-call.ts';
import type { CareState } from '#shared/care/contract.ts';
import type { CallSnapshot } from '#shared/call/contract.ts';
import { agentToneHz, type Desk } from '#tests/support/desk-app.ts';
import { type Bank, callNow, inState, numberOf, startBank, startDeskAt } from '#tests/support/bank.ts';
import {
  debuggerPort,
  type RisenDesk,
  risenDesk,
  waitingFor,
  wayBackOf,
} from '#tests/support/desk-after-death.ts';
import { startTestExchange, until } from '#tests/support/embedded-exchange.ts';
import { figure } from '#tests/support/fault-table.ts';
import { words } from '#tests/support/words.ts';

/** Main dies by kill -9 in a call. Nobody starts anything; what the caller hears is measured at the caller. */
const t = words('zh-CN');
let bank: Bank;
let folder: string;
let desk: Desk;
let port: number;
let risen: RisenDesk | undefined;

/** Whom the desk rings back: the last call that came to the trunk. */
let rung: SimCall | null = null;

test.beforeAll(async () => {
  const floor = await startTestExchange();
  const carrier = await floor.agent('trunk', {
    onInvite(invite, agent) {
      rung = takeCall(floor.callDeps(agent), invite, {});
      rung.ring();
      return true;
    },
  });
  bank = await startBank({ floor, carrier });
});
test.afterAll(() => bank.dispose());
test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guardline-killed-'));
  port = await debuggerPort();
  risen = undefined;
});
test.afterEach(async () => {
  await risen?.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
});

type Caller = ReturnType<Bank['ring']>;
const hearsTheAgent = (caller: Caller): boolean => {
  const { dominantHz, purity } = caller.audio();
  return dominantHz !== null && Math.abs(dominantHz - agentToneHz) < 20 && purity > 0.8;
};

async function answered(settings: Parameters<typeof startDeskAt>[1] & object = {}): Promise<Caller> {
  desk = await startDeskAt(bank, {
    dataFolder: folder,
    standby: true,
    switches: [`--remote-debugging-port=${port}`],
    ...settings,
  });
  const caller = bank.ring();
  await inState(desk, 'ringing');
  await desk.press('F2');
  await inState(desk, 'active');
  await until(() => hearsTheAgent(caller), 'the agent in the caller’s ear');
  return caller;
}

async function inCall(): Promise<Caller> {
  const caller = await answered();
  await desk.send('seat/save-wrap-up', {
    callId: (await callNow(desk))?.id,
    disposition: null,
    note: '客户说对方自称公安',
    followUp: '',
  });
  // The caller stands at the second step of a procedure, and one safety question was asked.
  const callId = (await callNow(desk))?.id;
  await expect
    .poll(() => desk.send('care/start-steps', { callId, articleId: 'callback-care' }), { timeout: 30_000 })
    .toMatchObject({ ok: true });
  expect(await desk.send('care/step', { callId, move: 'done' })).toMatchObject({ ok: true });
  expect(await desk.send('care/safety-asked', { callId, id: 'toWhom', asked: true })).toMatchObject({
    ok: true,
  });
  return caller;
}

/** kill -9 of main alone: its children go with it, and the waiting process is told by the kernel. */
async function kill(): Promise<{
  readonly killedMs: number;
  readonly standby: number;
  readonly memoryMib: number;
}> {
  const pid = desk.app.process().pid ?? 0;
  const { standby, memoryKib } = await waitingFor(pid);
  process.kill(pid, 'SIGKILL');
  return { killedMs: performance.now(), standby, memoryMib: Math.round(memoryKib / 1024) };
}

const calls = async (one: RisenDesk): Promise<CallSnapshot[]> =>
  (await one.ask<{ calls: CallSnapshot[] }>('call/state')).calls;

test('main is killed in a call: the program is back by itself, on the same call, with the same notes', async () => {
  const caller = await inCall();
  const before = await callNow(desk);
  const { killedMs, standby, memoryMib } = await kill();
  caller.markAudio();
  risen = await risenDesk(port, standby);
  await expect
    .poll(async () => (await calls(risen as RisenDesk)).at(-1)?.state, { timeout: 30_000, intervals: [50] })
    .toBe('active');
  const shownMs = performance.now() - killedMs;
  await until(() => hearsTheAgent(caller), 'the agent again', 30_000);
  const { maxGapMs } = caller.audio();
  // What was still on its way from the dead program's window is no proof: there was a silence, and it is over.
  expect(maxGapMs).toBeGreaterThan(100);
  expect((await calls(risen)).at(-1)).toMatchObject({
    id: before?.id,
    numberMasked: before?.numberMasked,
    muted: false,
    resuming: false,
  });
  const answeredAt = (await calls(risen)).at(-1)?.answeredAt ?? 0;
  expect(Math.abs(answeredAt - (before?.answeredAt ?? 0))).toBeLessThan(50);
  expect(await risen.ask('seat/state')).toMatchObject({
    work: 'talking',
    notes: { callId: before?.id, note: '客户说对方自称公安' },
  });
  const care = await risen.ask<CareState>('care/state');
  expect(care).toMatchObject({ callId: before?.id, steps: { at: 1 }, safety: [{ id: 'toWhom' }] });
  await expect(risen.page.locator('.step-card')).toHaveAttribute('data-step', '1');
  await expect(risen.page.getByRole('banner')).toContainText('贾女士');
  expect(caller.phase).toBe('up');
  figure(
    'main killed -9 in a call (re-INVITE on the kept dialog)',
    'restarts by itself, same call, panel and notes; nobody signs in',
    `silence at the caller ${Math.round(maxGapMs)} ms, the desk shows the call ${Math.round(shownMs)} ms after the kill; the standby takes ${memoryMib} MiB (PSS); since the death, ms: ${await wayBackOf(folder)}`,
  );
  caller.hangUp();
  await expect.poll(async () => (await calls(risen as RisenDesk)).at(-1)?.state).toBe('ended');
  expect((await calls(risen)).at(-1)?.end).toMatchObject({ by: 'caller', reason: 'hungUp' });
  expect(await risen.ask('seat/state')).toMatchObject({
    work: 'wrapUp',
    wrapUp: { note: '客户说对方自称公安' },
  });
  await expect(risen.page.getByRole('banner')).toContainText(t('call.state.wrapUp'));
});

test('main is killed with two callers, one of them on hold: both are there again, and the one on hold stays there', async () => {
  const held = await answered();
  const talking = bank.ring({ from: { number: numberOf.unknown, name: '' } });
  await inState(desk, 'ringing');
  const second = (await callNow(desk))?.id;
  expect(await desk.send('call/answer', { callId: second, confirmed: true })).toMatchObject({ ok: true });
  await inState(desk, 'active');
  await until(() => held.held, 'the hold at the first');
  await until(() => hearsTheAgent(talking), 'the agent in the second’s ear');
  const first = (await desk.ask<{ calls: CallSnapshot[] }>('call/state')).calls.find(
    ({ id }) => id !== second,
  )?.id;
  const { standby } = await kill();
  held.markAudio();
  talking.markAudio();
  risen = await risenDesk(port, standby);
  const stateOf = async (id: string | undefined): Promise<string | undefined> =>
    (await calls(risen as RisenDesk)).find((call) => call.id === id)?.state;
  await expect.poll(() => stateOf(second), { timeout: 30_000, intervals: [50] }).toBe('active');
  await expect.poll(() => stateOf(first), { timeout: 30_000 }).toBe('held');
  await until(() => hearsTheAgent(talking), 'the agent again', 30_000);
  const { maxGapMs } = talking.audio();
  expect(held.held).toBe(true);
  expect(hearsTheAgent(held)).toBe(false);
  expect([held.phase, talking.phase]).toEqual(['up', 'up']);
  talking.hangUp();
  await expect.poll(() => stateOf(second)).toBe('ended');
  expect(await risen.send('call/resume', { callId: first })).toMatchObject({ ok: true });
  await until(() => hearsTheAgent(held), 'the agent in the ear of whom was held', 30_000);
  figure(
    'main killed -9 with two calls, one on hold',
    'both are taken over; who was on hold stays on hold and hears nothing, and is taken back by the agent',
    `silence at the one who talked ${Math.round(maxGapMs)} ms`,
  );
  held.hangUp();
  await expect.poll(() => stateOf(first)).toBe('ended');
});

test('main is killed and may not take over: the caller is freed by a BYE at once, and one key rings them back', async () => {
  const caller = await answered({ settings: { 'exchange.takeover': 'off' } });
  const { killedMs, standby } = await kill();
  risen = await risenDesk(port, standby);
  await until(() => caller.phase === 'ended', 'the BYE at the caller', 30_000);
  const freedMs = Math.round(performance.now() - killedMs);
  await expect
    .poll(async () => (await calls(risen as RisenDesk)).at(-1)?.end?.reason, { timeout: 30_000 })
    .toBe('takeoverFailed');
  const offer = risen.page.locator('[data-lost]');
  await expect(offer).toContainText(t('call.endReason.takeoverFailed'));
  rung = null;
  await expect(offer.getByRole('button')).toBeEnabled();
  await risen.page.keyboard.press('Control+F3');
  const far = (await until(() => rung, 'the ring at whom we call back', 30_000)) as SimCall;
  await far.accept();
  await until(() => hearsTheAgent(far), 'the agent in their ear', 30_000);
  figure(
    'main killed -9, the call must not be taken over (refused, too late or off)',
    'BYE from the kept dialog, the call ended with its cause; Ctrl F3 rings them, they answer and hear the agent',
    `free ${freedMs} ms after the kill at the latest (looked at once the desk’s window is there)`,
  );
  far.hangUp();
  await expect.poll(async () => (await calls(risen as RisenDesk)).at(-1)?.state).toBe('ended');
});
