import { expect, test } from '@playwright/test';
import { agentToneHz, deskPage } from '#tests/support/desk-app.ts';
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
  await desk.page.keyboard.press('F2');
  await desk.inState('active');
  await hearsTheAgent(caller);
  const received = (await desk.call())?.quality;
  expect(received === null || (received?.mos ?? 0) > 1).toBe(true);

  await desk.page.keyboard.press('F5');
  await desk.inState('held');
  await until(() => caller.held, 'the hold at the caller');
  caller.markAudio();
  await expect.poll(() => caller.audio().maxGapMs, { timeout: 5_000 }).toBeGreaterThan(1_000);
  await desk.page.keyboard.press('F5');
  await desk.inState('active');
  await hearsTheAgent(caller);

  caller.hangUp();
  await desk.inState('ended');
  expect((await desk.call())?.end).toMatchObject({ by: 'caller', reason: 'hungUp' });
});

test('audio goes on while the desk window is killed, and the new window shows the call', async () => {
  const caller = desk.ring();
  await desk.inState('ringing');
  await desk.page.keyboard.press('F2');
  await desk.inState('active');
  await hearsTheAgent(caller);

  caller.markAudio();
  const before = await desk.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows().map((one) => one.webContents);
    const window = contents.find((one) => !one.getURL().includes('/media/'));
    const pid = window?.getOSProcessId() ?? 0;
    process.kill(pid, 'SIGKILL');
    return pid;
  });
  const after = (): Promise<number> =>
    desk.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows().map((one) => one.webContents);
      return contents.find((one) => !one.getURL().includes('/media/'))?.getOSProcessId() ?? 0;
    });
  await expect.poll(after, { timeout: 15_000 }).not.toBe(before);
  const page = await deskPage(desk.app);
  await expect(page.getByRole('button', { name: /保持/ })).toBeVisible({ timeout: 15_000 });
  await hearsTheAgent(caller);
  const { packets, maxGapMs } = caller.audio();
  test
    .info()
    .annotations.push({
      type: 'audio across the kill',
      description: `${packets} packets, longest gap ${maxGapMs} ms`,
    });
  expect(packets).toBeGreaterThan(20);
  expect(maxGapMs).toBeLessThan(400);

  await page.keyboard.press('F12');
  await until(() => caller.phase === 'ended', 'the end at the caller');
});

test('a reload in mid-call changes nothing for the caller', async () => {
  const caller = desk.ring();
  await desk.inState('ringing');
  await desk.page.keyboard.press('F2');
  await desk.inState('active');
  await hearsTheAgent(caller);
  caller.markAudio();
  await desk.page.reload();
  await expect(desk.page.getByRole('button', { name: /保持/ })).toBeVisible();
  await hearsTheAgent(caller);
  expect(caller.audio().maxGapMs).toBeLessThan(400);
});
