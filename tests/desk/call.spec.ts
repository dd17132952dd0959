import { expect, test } from '@playwright/test';
import { agentToneHz } from '#tests/support/desk-app.ts';
import { deskProcess, deskText, pressInDesk } from '#tests/support/desk-window.ts';
import { type DeskOnExchange, startDeskOnExchange } from '#tests/support/desk-on-exchange.ts';
import { until } from '#tests/support/embedded-exchange.ts';

let desk: DeskOnExchange;
test.beforeEach(async () => {
  desk = await startDeskOnExchange();
});
test.afterEach(() => desk.close());

/** The caller hears the agent's tone, now. */
const hearsTheAgent = (caller: ReturnType<DeskOnExchange['ring']>): Promise<unknown> =>
  until(() => {
    const { dominantHz, purity } = caller.audio();
    return dominantHz !== null && Math.abs(dominantHz - agentToneHz) < 20 && purity > 0.8;
  }, 'the agent in the caller’s ear');

test('a caller rings, is answered by key, heard, held, resumed, and hangs up', async () => {
  const caller = desk.ring();
  await desk.inState('ringing');
  await desk.press('F2');
  await desk.inState('active');
  await hearsTheAgent(caller);
  const received = (await desk.call())?.quality;
  expect(received === null || (received?.mos ?? 0) > 1).toBe(true);

  await desk.press('F5');
  await desk.inState('held');
  await until(() => caller.held, 'the hold at the caller');
  caller.markAudio();
  await expect.poll(() => caller.audio().maxGapMs, { timeout: 30_000 }).toBeGreaterThan(1_000);
  await desk.press('F5');
  await desk.inState('active');
  await hearsTheAgent(caller);

  const callId = (await desk.call())?.id;
  expect(await desk.send('call/send-dtmf', { callId, digits: '159#' })).toMatchObject({ ok: true });
  await until(() => caller.audio().digits === '159#', 'the digits at the caller (RFC 4733)');

  caller.hangUp();
  await desk.inState('ended');
  expect((await desk.call())?.end).toMatchObject({ by: 'caller', reason: 'hungUp' });
});

test('audio goes on while the desk window is killed, and the new window shows the call', async () => {
  const caller = desk.ring();
  await desk.inState('ringing');
  await desk.press('F2');
  await desk.inState('active');
  await hearsTheAgent(caller);

  caller.markAudio();
  const before = await deskProcess(desk.app);
  process.kill(before, 'SIGKILL');
  await expect.poll(() => deskProcess(desk.app), { timeout: 30_000 }).not.toBe(before);
  // Playwright cannot look into a window whose process has died once: main is asked what the new one shows.
  await expect.poll(() => deskText(desk.app), { timeout: 30_000 }).toContain('保持');
  await hearsTheAgent(caller);
  // The new window is there within half a second: too short a time to count packets in.
  await until(() => caller.audio().asOf - caller.audio().sinceAt > 3_000, 'three seconds since the kill');
  const { packets, sinceAt, asOf, maxGapMs } = caller.audio();
  const expected = (asOf - sinceAt) / 20;
  test.info().annotations.push({
    type: 'audio across the kill',
    description: `${packets} of ${Math.round(expected)} packets, longest gap ${Math.round(maxGapMs)} ms`,
  });
  expect(packets / expected).toBeGreaterThan(0.9);

  await pressInDesk(desk.app, 'F12');
  await until(() => caller.phase === 'ended', 'the end at the caller');
});

test('a reload in mid-call changes nothing for the caller', async () => {
  const caller = desk.ring();
  await desk.inState('ringing');
  await desk.press('F2');
  await desk.inState('active');
  await hearsTheAgent(caller);
  caller.markAudio();
  await desk.page.reload();
  await expect(desk.page.getByRole('button', { name: /保持/ })).toBeVisible();
  await hearsTheAgent(caller);
  const { packets, sinceAt, asOf } = caller.audio();
  expect(packets / ((asOf - sinceAt) / 20)).toBeGreaterThan(0.9);
});
