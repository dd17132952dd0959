import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { CareState } from '#shared/care/contract.ts';
import type { CallSnapshot } from '#shared/call/contract.ts';
import { agentToneHz, type Desk } from '#tests/support/desk-app.ts';
import { type Bank, callNow, inState, startBank, startDeskAt } from '#tests/support/bank.ts';
import {
  debuggerPort,
  type RisenDesk,
  risenDesk,
  waitingFor,
  wayBackOf,
} from '#tests/support/desk-after-death.ts';
import { until } from '#tests/support/embedded-exchange.ts';
import { figure } from '#tests/support/fault-table.ts';
import { words } from '#tests/support/words.ts';

/** Main dies by kill -9 in a call. Nobody starts anything; what the caller hears is measured at the caller. */
const t = words('zh-CN');
let bank: Bank;
let folder: string;
let desk: Desk;
let port: number;
let risen: RisenDesk | undefined;

test.beforeAll(async () => void (bank = await startBank()));
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

async function inCall(settings = {}): Promise<Caller> {
  desk = await startDeskAt(bank, {
    dataFolder: folder,
    standby: true,
    switches: [`--remote-debugging-port=${port}`],
    settings,
  });
  const caller = bank.ring();
  await inState(desk, 'ringing');
  await desk.press('F2');
  await inState(desk, 'active');
  await until(() => hearsTheAgent(caller), 'the agent in the caller’s ear');
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
