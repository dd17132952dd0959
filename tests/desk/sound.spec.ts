import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { sampleRateHz } from '#shared/measures/frame.ts';
import type { SoundCheck } from '#shared/media/sound-check.ts';
import type { LineSnapshot } from '#shared/line/contract.ts';
import { voiceClips } from '#tests/eval/measures-audio.ts';
import { type Desk, signIn, startDesk } from '#tests/support/desk-app.ts';
import {
  type SoundWorld,
  startSoundWorld,
  type TestMicrophone,
  type TestSpeaker,
} from '#tests/support/sound-world.ts';

const [sentence = new Float32Array()] = voiceClips(
  resolve(import.meta.dirname, '../../assets'),
  'sample-fang',
);
/** 48 kHz out of 16: each sample three times is sound enough for a level. */
const spoken = (gain: number): Float32Array =>
  Float32Array.from(
    { length: Math.min(sentence.length, sampleRateHz * 4) * 3 },
    (_, at) => gain * (sentence[Math.floor(at / 3)] ?? 0),
  );
const server = process.env.PULSE_SERVER;
let world: SoundWorld;
let speaker: TestSpeaker;
let microphone: TestMicrophone;
let desk: Desk;

test.beforeAll(async () => {
  world = await startSoundWorld();
  speaker = await world.speaker('Headset');
  microphone = await world.microphone('HeadsetMicrophone');
  process.env.PULSE_SERVER = world.server;
  desk = await startDesk({ microphone: false });
  await signIn(desk);
  await expect
    .poll(async () => (await desk.ask<LineSnapshot>('line/state')).state, { timeout: 30_000 })
    .toBe('registered');
});
test.afterAll(async () => {
  await desk.close();
  world.dispose();
  if (server === undefined) delete process.env.PULSE_SERVER;
  else process.env.PULSE_SERVER = server;
});

const check = (): Promise<SoundCheck> => desk.ask<SoundCheck>('media/sound-check');
const panel = () => desk.page.locator('.sound-check');
const found = (of: string) => desk.page.locator(`[data-found="${of}"]`);
const set = async (key: string, value: unknown): Promise<void> =>
  expect(await desk.send('settings/set', { key, value }), key).toMatchObject({ ok: true });

/** Presses the button, speaks when asked to, waits for what was found. */
async function speak(gain: number): Promise<SoundCheck> {
  await desk.page.getByRole('button', { name: '说句话，听回放' }).click();
  await expect(panel()).toHaveAttribute('data-sound', 'recording');
  speaker.mark();
  await microphone.say(spoken(gain));
  await expect(panel()).toHaveAttribute('data-sound', 'listening', { timeout: 30_000 });
  return check();
}

test('before the shift: too quiet is said with what to do, a good voice is heard back and remembered with these devices', async () => {
  await expect(desk.page.locator('[data-sound-wanted="offer"]')).toBeVisible();
  await desk.page.keyboard.press('Control+F10');
  await expect(panel()).toHaveAttribute('data-sound', 'listening');
  const quiet = await speak(0.02);
  expect(quiet.voice?.verdict).toBe('quiet');
  await expect(found('voice')).toContainText('移近');
  const good = await speak(0.7);
  expect(good.voice?.verdict).toBe('good');
  expect((good.voice?.speechDb ?? 0) - (quiet.voice?.speechDb ?? 0)).toBeGreaterThan(10);
  expect(good.leak?.verdict).toBe('none');
  // Really played back, at the loudspeaker.
  expect(speaker.heard()?.peak ?? 0).toBeGreaterThan(0.05);
  await expect(found('voice')).toContainText('来电人会听得很清楚');
  console.log(
    `          quiet ${quiet.voice?.speechDb?.toFixed(1)} dBFS, good ${good.voice?.speechDb?.toFixed(1)} dBFS, noise ${good.voice?.noiseDb.toFixed(1)} dBFS`,
  );

  // A loudspeaker beside the microphone, and nothing that takes its echo away.
  await set('audio.echoCancellation', false);
  speaker.leakInto(microphone, 0.3);
  const leaking = await speak(0.7);
  console.log(`          leak ${leaking.leak?.leakDb?.toFixed(1)} dBFS`);
  expect(leaking.leak?.verdict).not.toBe('none');
  await expect(found('leak')).toContainText('串进话筒');
  speaker.leakInto(microphone, 0);
  await set('audio.echoCancellation', true);

  await desk.page.getByRole('button', { name: '拨回声' }).click();
  await expect(found('echo')).toBeVisible({ timeout: 40_000 });
  const { echo } = await check();
  console.log(`          echo: ${echo?.verdict}, round trip ${echo?.roundTripMs} ms`);
  expect(echo?.roundTripMs ?? 0).toBeGreaterThan(20);
  await expect(found('echo')).toContainText(`${echo?.roundTripMs}`);
  // It was no call: nothing to wrap up, nothing in the seat's way.
  expect((await desk.ask<{ calls: unknown[] }>('call/state')).calls).toEqual([]);

  await desk.page.keyboard.press('Escape');
  await expect(panel()).toBeHidden();
  await expect.poll(async () => (await check()).phase).toBe('off');
  await expect(desk.page.locator('[data-sound-wanted]')).toBeHidden();
});

test('where the bank wants it, other devices are tried before the seat is ready', async () => {
  await set('audio.check', 'require');
  const other = await world.microphone('OtherMicrophone');
  await desk.page.keyboard.press('Control+F10');
  await expect.poll(async () => (await check()).wanted).toBe('require');
  await desk.page.keyboard.press('Escape');
  expect(await desk.send('seat/set-ready', {})).toMatchObject({
    ok: false,
    error: { code: 'seat/sound-not-checked' },
  });
  await expect(panel()).toBeHidden();
  await desk.press('F2');
  await expect(panel()).toHaveAttribute('data-sound', 'listening');
  expect((await speak(0.7)).voice?.verdict).toBe('good');
  await desk.page.keyboard.press('Escape');
  expect(await desk.send('seat/set-ready', {})).toMatchObject({ ok: true });
  await other.unplug();
});
