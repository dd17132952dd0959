import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from '@playwright/test';
import type { CallSnapshot } from '#shared/call/contract.ts';
import type { ControlState } from '#shared/control/contract.ts';
import type { GuidanceState } from '#shared/guidance/state.ts';
import type { CallerState } from '#shared/caller/contract.ts';
import type { LineSnapshot } from '#shared/line/contract.ts';
import type { SeatSnapshot } from '#shared/seat/contract.ts';
import { passphrase, startDesk } from '#tests/support/desk-app.ts';

/**
 * `npm run demo`: one whole call on the embedded exchange, played by keys on the real program. Every line printed is a
 * state that the program reported, with the time since its start; nothing is made up and nothing is waited for by the clock.
 */
const folder = resolve(import.meta.dirname, '../../out/demo');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const startedMs = performance.now();
let picture = 0;
const say = (what: string, detail = ''): void =>
  console.log(
    `${((performance.now() - startedMs) / 1000).toFixed(2).padStart(7)} s  ${what.padEnd(14)} ${detail}`,
  );

const desk = await startDesk({ size: { width: 1366, height: 768 } });
const { page } = desk;
const shot = async (name: string): Promise<void> => {
  picture += 1;
  await page.screenshot({ path: join(folder, `${String(picture).padStart(2, '0')}-${name}.png`) });
};
const call = async (): Promise<CallSnapshot | undefined> =>
  (await desk.ask<{ calls: CallSnapshot[] }>('call/state')).calls.at(-1);
const until = (read: () => Promise<unknown>, wanted: unknown): Promise<void> =>
  expect.poll(read, { timeout: 30_000, intervals: [20, 50, 100] }).toEqual(wanted);
const guidance = (): Promise<GuidanceState> => desk.ask<GuidanceState>('guidance/state');

try {
  await page.locator('input[type=password]').first().waitFor();
  say('first screen', 'no system key store here: a passphrase is chosen');
  for (const field of await page.locator('input[type=password]').all()) await field.fill(passphrase);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /林晓晴/ }).waitFor({ timeout: 30_000 });
  await shot('sign-in');
  await page.getByRole('button', { name: /林晓晴/ }).click();
  await until(async () => (await desk.ask<LineSnapshot>('line/state')).state, 'registered');
  const line = await desk.ask<LineSnapshot>('line/state');
  say('registered', `as ${line.user} at ${line.host} (SIP over WebSocket, digest), ${line.latencyMs} ms`);

  await page.keyboard.press('F2');
  await until(async () => (await desk.ask<SeatSnapshot>('seat/state')).work, 'ready');
  say('ready', 'waiting for the first caller');
  await until(async () => (await call())?.state, 'ringing');
  await until(async () => (await desk.ask<CallerState>('caller/state')).match, 'known');
  const caller = await desk.ask<CallerState>('caller/state');
  say(
    'ring',
    `${(await call())?.numberMasked} in ${(await call())?.queue}: ${caller.holder?.name.zh}, ${caller.holder?.age}; flags ${caller.flags.map(({ flag }) => flag).join(', ') || 'none'}; looked up in ${Math.round(caller.lookedUpInMs ?? 0)} ms`,
  );
  await shot('ring');

  await page.keyboard.press('F2');
  await until(async () => (await call())?.state, 'active');
  say('answered', `microphone ${(await call())?.microphone}`);
  await until(async () => ((await call())?.quality?.mos ?? 0) > 1, true);
  const quality = (await call())?.quality;
  say(
    'audio',
    `${quality?.codec}, MOS ${quality?.mos}, loss ${quality?.lossPercent.toFixed(1)} %, jitter ${quality?.jitterMs} ms`,
  );

  await page.keyboard.press('Alt+B');
  await page.locator('[role=dialog] input:focus').waitFor();
  await page.keyboard.type('百万');
  await page.keyboard.press('Enter');
  await until(async () => (await guidance()).playbookId, 'fake-support-cover-expiry');
  say('playbook', 'fake-support-cover-expiry opened (Alt B, 百万, Enter)');
  await page.keyboard.press('Control+K');
  await page.keyboard.press('1');
  await until(async () => (await guidance()).ticked.some(({ source }) => source === 'agent'), true);
  say('cue ticked', (await guidance()).ticked.map(({ cueId }) => cueId).join(', '));
  await page.keyboard.press('Control+Enter');
  await until(async () => (await guidance()).asked.length, 1);
  say('question', `asked: ${(await guidance()).asked[0]?.questionId}`);
  await page.keyboard.press('Alt+S');
  await until(async () => (await guidance()).said.length, 1);
  say('line said', (await guidance()).said[0]?.lineId ?? '');
  await shot('prompt');

  await page.keyboard.press('Control+L');
  await page.keyboard.type('gs');
  await page.getByText(/挂失/).first().waitFor();
  say('knowledge', 'gs → 挂失');
  await shot('knowledge');
  await page.keyboard.press('Escape');

  await page.keyboard.press('Alt+1');
  await until(async () => (await desk.ask<ControlState>('control/state')).holds[0]?.state, 'confirmed');
  const [hold] = (await desk.ask<ControlState>('control/state')).holds;
  say(
    'card hold',
    `${hold?.cardMasked}: asked → sent +${(hold?.sentAt ?? 0) - (hold?.askedAt ?? 0)} ms → confirmed +${(hold?.answeredAt ?? 0) - (hold?.askedAt ?? 0)} ms, receipt ${hold?.receipt?.number}`,
  );
  await shot('hold-confirmed');

  await page.keyboard.press('F12');
  await until(async () => (await desk.ask<SeatSnapshot>('seat/state')).work, 'wrapUp');
  say('hung up', `by ${(await call())?.end?.by}`);
  await page.keyboard.press('Control+K');
  await page.keyboard.press('2');
  await until(async () => (await desk.ask<SeatSnapshot>('seat/state')).wrapUp?.disposition !== null, true);
  await shot('wrap-up');
  say('wrap-up', `result ${(await desk.ask<SeatSnapshot>('seat/state')).wrapUp?.disposition}, on disk`);
  await page.keyboard.press('F2');
  await until(async () => (await desk.ask<SeatSnapshot>('seat/state')).wrapUp, null);
  const seat = await desk.ask<SeatSnapshot>('seat/state');
  say('saved', `seat is ${seat.work}; handled today: ${seat.handledToday}`);
  await shot('ready-again');
  console.log(`\nPictures: ${folder}`);
} catch (error) {
  await shot('stopped-here');
  say('STOPPED', `see the last picture in ${folder}`);
  console.error(error);
  process.exitCode = 1;
} finally {
  await desk.close();
}
