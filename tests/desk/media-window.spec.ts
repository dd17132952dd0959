import { expect, test } from '@playwright/test';
import { agentToneHz } from '#tests/support/desk-app.ts';
import { type DeskOnExchange, startDeskOnExchange } from '#tests/support/desk-on-exchange.ts';
import { until } from '#tests/support/embedded-exchange.ts';

let desk: DeskOnExchange;
test.beforeAll(async () => {
  desk = await startDeskOnExchange();
});
test.afterAll(() => desk.close());

const mediaProcess = (): Promise<number> =>
  desk.app.evaluate(({ BrowserWindow }) => {
    const windows = BrowserWindow.getAllWindows().map((one) => one.webContents);
    return windows.find((one) => one.getURL().includes('/media/'))?.getOSProcessId() ?? 0;
  });

/** Kills the media window and waits for the next one. */
async function killMediaWindow(): Promise<void> {
  const before = await mediaProcess();
  process.kill(before, 'SIGKILL');
  await expect.poll(mediaProcess, { timeout: 30_000 }).not.toBe(before);
}

test('the media window dies in a call: audio comes back by itself, and a muted microphone stays muted', async () => {
  const caller = desk.ring();
  const hears = (): boolean => {
    const { dominantHz, purity, rms } = caller.audio();
    return rms > 0.01 && dominantHz !== null && Math.abs(dominantHz - agentToneHz) < 20 && purity > 0.8;
  };
  await desk.inState('ringing');
  await desk.press('F2');
  await desk.inState('active');
  await until(hears, 'the agent in the caller’s ear');

  caller.markAudio();
  await killMediaWindow();
  const flowsAgain = (): boolean => {
    const { maxGapMs, asOf, lastPacketAt } = caller.audio();
    return maxGapMs > 100 && asOf - (lastPacketAt ?? 0) < 60 && hears();
  };
  await until(flowsAgain, 'the agent again', 30_000);
  console.log(
    `          silence over the death of the media window: ${Math.round(caller.audio().maxGapMs)} ms`,
  );
  await desk.inState('active');

  await desk.press('F4');
  await expect.poll(async () => (await desk.call())?.muted).toBe(true);
  await until(() => caller.audio().rms < 0.01, 'silence after muting');
  await killMediaWindow();
  caller.markAudio();
  await until(() => caller.audio().packets > 40, 'packets again', 30_000);
  expect(caller.audio().rms).toBeLessThan(0.01);
  await desk.press('F12');
  await desk.inState('ended');
});
