import { existsSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { agentToneHz } from '#tests/support/desk-app.ts';
import { type Bank, callNow, inState, startBank, startDeskAt } from '#tests/support/bank.ts';
import type { Desk } from '#tests/support/desk-app.ts';
import { until } from '#tests/support/embedded-exchange.ts';
import { figure } from '#tests/support/fault-table.ts';
import { words } from '#tests/support/words.ts';

const t = words('zh-CN');
let bank: Bank;
let desk: Desk;
test.beforeAll(async () => {
  bank = await startBank();
  desk = await startDeskAt(bank);
});
test.afterAll(async () => {
  await desk.close();
  await bank.dispose();
});

const aSecondOfPackets = 50;
const isAlive = (pid: number): boolean => existsSync(`/proc/${pid}/stat`);
type Caller = ReturnType<Bank['ring']>;
const hearsTheAgent = (caller: Caller): Promise<unknown> =>
  until(() => {
    const { dominantHz, purity } = caller.audio();
    return dominantHz !== null && Math.abs(dominantHz - agentToneHz) < 20 && purity > 0.8;
  }, 'the agent in the caller’s ear');

async function answered(): Promise<Caller> {
  const caller = bank.ring();
  await inState(desk, 'ringing');
  await desk.press('F2');
  await inState(desk, 'active');
  await hearsTheAgent(caller);
  return caller;
}

async function finish(): Promise<void> {
  const { wrapUp } = await desk.ask<{ wrapUp: { callId: string } | null }>('seat/state');
  if (wrapUp === null) return;
  const { callId } = wrapUp;
  await desk.send('seat/save-wrap-up', { callId, disposition: 'solved', note: '', followUp: '' });
  await desk.send('seat/finish-wrap-up', { callId, then: 'notReady' });
}

test('the desk window is loaded anew ten times in one call: the caller hears nothing of it', async () => {
  const caller = await answered();
  const callId = (await callNow(desk))?.id;
  caller.markAudio();
  for (let turn = 0; turn < 10; turn += 1) {
    await desk.page.reload();
    await expect(desk.page.getByRole('banner').getByRole('button', { name: t('call.hold') })).toBeEnabled();
    await expect(desk.page.getByRole('banner')).toContainText('贾女士');
  }
  await hearsTheAgent(caller);
  const { packets, sinceAt, asOf, maxGapMs } = caller.audio();
  const expected = (asOf - sinceAt) / 20;
  expect(packets / expected).toBeGreaterThan(0.9);
  expect(await callNow(desk)).toMatchObject({ id: callId, state: 'active' });
  // Ten windows came and went: one is let in, and it alone is told.
  expect(desk.app.windows()).toHaveLength(2);
  figure(
    'desk window loaded anew ten times in one call',
    'same call, same panel, audio goes on',
    `${packets} of ${Math.round(expected)} packets at the caller, longest gap ${Math.round(maxGapMs)} ms`,
  );
  await desk.press('F12');
  await until(() => caller.phase === 'ended', 'the end at the caller');
  await finish();
});

test('the media window is killed in a call: the call and its sound go on, and so does the next', async () => {
  const caller = await answered();
  const callId = (await callNow(desk))?.id;
  const pid = await desk.app.evaluate(({ webContents }) => {
    const media = webContents.getAllWebContents().find((one) => one.getURL().includes('/media/'));
    return media?.getOSProcessId() ?? 0;
  });
  process.kill(pid, 'SIGKILL');
  await expect.poll(() => isAlive(pid)).toBe(false);
  // Counted from here: what was still on its way proves nothing.
  caller.markAudio();
  await expect
    .poll(
      async () => {
        const { packets, dominantHz, purity } = caller.audio();
        const heard = dominantHz !== null && Math.abs(dominantHz - agentToneHz) < 20 && purity > 0.8;
        return heard && packets > aSecondOfPackets;
      },
      { timeout: 30_000 },
    )
    .toBe(true);
  expect(await callNow(desk)).toMatchObject({ id: callId, state: 'active', microphone: 'ok' });
  figure(
    'media window killed in a call',
    'the same call goes on with sound from a new media window',
    `longest silence at the caller ${Math.round(caller.audio().maxGapMs)} ms`,
  );
  await desk.press('F12');
  await until(() => caller.phase === 'ended', 'the end at the caller');
  await expect.poll(async () => (await callNow(desk))?.state).toBe('ended');
  await finish();

  const next = await answered();
  next.hangUp();
  await inState(desk, 'ended');
  await finish();
});
