import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { CaptionsState } from '#shared/captions/contract.ts';
import type { CheckOutcome } from '#shared/settings/contract.ts';
import { type DeskOnExchange, startDeskOnExchange } from '#tests/support/desk-on-exchange.ts';
import { until } from '#tests/support/embedded-exchange.ts';
import { type FunAsrStub, startFunAsrStub, type StubStream } from '#tests/support/funasr-stub.ts';
import { bytesIn } from '#tests/support/recorded-sound.ts';
import { writeSpeechFile } from '#tests/support/speech-file.ts';
import { toneSpeech, toneSpeechMulaw } from '#tests/support/tone-speech.ts';

/** What the agent says over and over, and at which level: a quarter of full scale is −12 dB. */
const agentWords = '转账';
const spokenDb = -12.2;
/** Two codecs and a jitter buffer may cost that much; automatic gain would cost more. */
const levelWithinDb = 3;
/** The policy has captions, and the desk is told where. The sound is measured, so nothing works on it. */
const policy = JSON.stringify({
  'captions.mode': 'on',
  'audio.noiseSuppression': false,
  'audio.echoCancellation': false,
  'audio.autoGain': false,
});
const folder = mkdtempSync(join(tmpdir(), 'guardline-captions-'));
let desk: DeskOnExchange;
let stub: FunAsrStub;

test.beforeAll(async () => {
  const voice = join(folder, 'agent.wav');
  const samples = Float32Array.from(toneSpeech(`${agentWords} `, 48_000), (sample) => sample / 32_768);
  writeSpeechFile(voice, samples, 48_000);
  stub = await startFunAsrStub();
  desk = await startDeskOnExchange({ policy, switches: [`--use-file-for-fake-audio-capture=${voice}`] });
});
test.afterAll(async () => {
  await desk.close();
  await stub.close();
  rmSync(folder, { recursive: true, force: true });
});

const strip = () => desk.page.locator('[data-captions]');
const lane = (side: 'agent' | 'caller') => strip().locator(`[data-side="${side}"] p`);
const status = (is: CaptionsState['status']): Promise<void> =>
  expect(strip()).toHaveAttribute('data-captions', is, { timeout: 30_000 });
const stream = (side: 'agent' | 'caller'): StubStream => {
  const found = stub.streams.findLast(({ name }) => name.endsWith(side));
  if (found === undefined) throw new Error(`no stream of the ${side}`);
  return found;
};
const check = async (): Promise<CheckOutcome> =>
  ((await desk.send('settings/check-captions', {})) as { value: CheckOutcome }).value;
/** So much more sound has come to the recogniser. */
async function heard(side: 'agent' | 'caller', ms: number): Promise<void> {
  const from = stream(side).heardMs;
  await until(() => stream(side).heardMs > from + ms, `${ms} ms of the ${side}`);
}

test('what both sides say stands on the screen, each on its own side; a dead recogniser costs no call anything', async () => {
  const caller = desk.ring();
  await desk.press('F2');
  await expect(desk.page.locator('[data-phase]')).toHaveAttribute('data-phase', 'active');
  await until(() => caller.audio().packets > 50, 'the agent in the caller’s ear');

  // No address: no captions, and nothing is connected though both speak.
  await caller.mouth.say(toneSpeechMulaw('好好好 '));
  await expect(strip()).toHaveCount(0);
  expect(stub.connections).toBe(0);
  expect(await check()).toMatchObject({ ok: false, code: 'incomplete' });

  // The address is tried where it is saved, and what is wrong is said.
  await desk.page.keyboard.press('Control+,');
  await desk.page.locator('[data-group="captions"]').click();
  const address = desk.page.getByLabel('识别服务地址');
  const save = async (url: string, outcome: string): Promise<void> => {
    await address.fill(url);
    await address.press('Enter');
    await expect(desk.page.locator('[data-check="captions"] [data-outcome]')).toHaveAttribute(
      'data-outcome',
      outcome,
    );
  };
  await save(stub.url.replace(/:\d+/, ':9'), 'refused');
  await status('away');
  await save(stub.url, 'reachable');
  await status('listening');
  await desk.page.keyboard.press('Control+1');
  // Over and over: a machine under load may lose a packet of it.
  caller.mouth.loop(toneSpeechMulaw('查余额 '));
  await expect(lane('caller')).toContainText('查余额。');
  await expect(lane('agent')).toContainText(`${agentWords}。`);
  await expect(lane('agent')).not.toContainText('查');
  await expect(lane('caller')).not.toContainText('转');
  for (const side of ['agent', 'caller'] as const) {
    const { peakDb, hello } = stream(side);
    console.log(`          ${side}: said at ${spokenDb} dB, heard at ${peakDb?.toFixed(1)} dB`);
    expect(Math.abs((peakDb ?? 0) - spokenDb), side).toBeLessThan(levelWithinDb);
    expect(hello).toMatchObject({ mode: '2pass', audio_fs: 16_000, wav_format: 'pcm', is_speaking: true });
  }

  // Muted the agent is silence, to the sample, and time goes on.
  await desk.press('F4');
  await expect.poll(async () => (await desk.call())?.muted).toBe(true);
  await heard('agent', 500);
  const { sounding } = stream('agent');
  await heard('agent', 2_500);
  expect(stream('agent').sounding).toBe(sounding);
  await desk.press('F4');
  await until(() => stream('agent').sounding > sounding, 'the agent again');

  // The recogniser dies. The caller hears nothing of it, the desk says so, and it comes back by itself.
  caller.markAudio();
  await stub.die();
  await status('away');
  await expect(strip().getByRole('status')).toHaveText('识别服务断开，通话照常。');
  await expect(lane('caller')).toContainText('查余额。');
  await until(() => caller.audio().packets > 100, 'the call going on');
  expect(caller.audio().maxGapMs).toBeLessThan(1_000);
  await stub.rise();
  await status('listening');
  caller.mouth.loop(toneSpeechMulaw('卡号 '));
  await expect(lane('caller')).toContainText('卡号。');
  await expect(strip().locator('.gap').first()).toBeVisible();

  // On hold nobody is listened to.
  await desk.press('F5');
  await status('paused');
  await until(() => stub.streams.every(({ ended }) => ended !== 'no'), 'the streams’ end');
  await desk.press('F5');
  await status('listening');

  // Folded it is one line, and opened again it has everything.
  const height = async (): Promise<number> => (await strip().boundingBox())?.height ?? 0;
  const open = await height();
  await desk.press('Control+Shift+C');
  await expect(lane('caller')).toHaveCount(0);
  expect(await height()).toBeLessThan(open);
  await desk.press('Control+Shift+C');
  await expect(lane('caller')).toContainText('卡号。');
  expect(await height()).toBe(open);

  const { violations } = await new AxeBuilder({ page: desk.page })
    .setLegacyMode()
    .include('[data-captions]')
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`)).toEqual([]);

  // Gone with the call: from the screen, from main, and never on the disk.
  await desk.press('F12');
  await expect(strip()).toHaveCount(0);
  expect(await desk.ask<CaptionsState>('captions/state')).toMatchObject({ lines: [] });
  await until(() => stub.streams.every(({ ended }) => ended !== 'no'), 'the streams’ end');
  expect(stub.faults).toEqual([]);
  expect(bytesIn(desk.dataFolder, [Buffer.from('查余额'), Buffer.from('卡号。')])).toEqual([]);
});
