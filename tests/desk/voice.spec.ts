import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { clearVoice } from '#renderer/media/clear-voice.ts';
import { sampleRateHz } from '#shared/measures/frame.ts';
import { voiceClips } from '#tests/eval/measures-audio.ts';
import { type DeskOnExchange, startDeskOnExchange } from '#tests/support/desk-on-exchange.ts';
import { until } from '#tests/support/embedded-exchange.ts';
import { mediaPage } from '#tests/support/media-ear.ts';
import { laid, writeSpeechFile } from '#tests/support/speech-file.ts';

const assets = resolve(import.meta.dirname, '../../assets');
const folder = mkdtempSync(join(tmpdir(), 'guardline-speech-'));
const [sentence = new Float32Array()] = voiceClips(assets, 'sample-fang');
let desk: DeskOnExchange;

test.beforeEach(async () => {
  const voice = join(folder, 'agent.wav');
  // A quiet voice, without a pause: its level is measured over a second.
  writeSpeechFile(voice, laid(sampleRateHz, [{ afterS: 0, clip: sentence, gain: 0.15 }], 0), sampleRateHz);
  desk = await startDeskOnExchange({ switches: [`--use-file-for-fake-audio-capture=${voice}`] });
});
test.afterEach(async () => {
  await desk.close();
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The loudest of five seconds of it, dB below full scale of 16 bits. */
async function loudest(caller: ReturnType<DeskOnExchange['ring']>): Promise<number> {
  const from = performance.now();
  let rms = 0;
  await until(() => {
    rms = Math.max(rms, caller.audio().rms);
    return performance.now() - from > 5_000;
  }, 'five seconds of the agent');
  return 20 * Math.log10(rms);
}

/** Tells the capture that its device has gone: the one live microphone track that is in no call. Answers how many there were. */
async function pullMicrophone(): Promise<number> {
  const page = mediaPage(desk.app);
  const session = await page.context().newCDPSession(page);
  try {
    const objectsOf = async (name: string): Promise<string> => {
      const { result } = await session.send('Runtime.evaluate', { expression: `${name}.prototype` });
      const { objects } = await session.send('Runtime.queryObjects', {
        prototypeObjectId: result.objectId ?? '',
      });
      return objects.objectId ?? '';
    };
    const { result } = await session.send('Runtime.callFunctionOn', {
      objectId: await objectsOf('MediaStreamTrack'),
      functionDeclaration: `function (connections) {
        const inCalls = new Set(connections.flatMap((one) => [...one.getSenders(), ...one.getReceivers()].map((part) => part.track)));
        const captures = this.filter((one) => one.kind === 'audio' && one.readyState === 'live' && one.label !== '' && one.getSettings().deviceId !== undefined && !inCalls.has(one));
        captures.forEach((one) => one.dispatchEvent(new Event('ended')));
        return captures.length;
      }`,
      arguments: [{ objectId: await objectsOf('RTCPeerConnection') }],
      returnByValue: true,
    });
    return Number(result.value);
  } finally {
    await session.detach();
  }
}

interface Sound {
  readonly rmsDb: number;
  readonly peak: number;
}

/** Runs the real chain offline in the window's own WebAudio. */
async function throughTheChain(gain: number): Promise<{ before: Sound; after: Sound }> {
  const run = `async ({ samples, rate, gain }) => {
    const clearVoice = ${clearVoice.toString()};
    const context = new OfflineAudioContext(1, samples.length, rate);
    const buffer = context.createBuffer(1, samples.length, rate);
    buffer.copyToChannel(Float32Array.from(samples, (one) => one * gain), 0);
    const source = context.createBufferSource();
    source.buffer = buffer;
    clearVoice(context, source).connect(context.destination);
    source.start();
    const out = (await context.startRendering()).getChannelData(0);
    const of = (all) => ({
      rmsDb: 10 * Math.log10(all.reduce((sum, one) => sum + one * one, 0) / all.length),
      peak: all.reduce((most, one) => Math.max(most, Math.abs(one)), 0),
    });
    return { before: of(buffer.getChannelData(0)), after: of(out) };
  }`;
  return mediaPage(desk.app).evaluate(
    `(${run})(${JSON.stringify({ samples: [...sentence.slice(0, sampleRateHz * 3)], rate: sampleRateHz, gain })})`,
  );
}

test('speak up and clear: louder, nothing clipped, and a loud voice is not made louder', async () => {
  const quiet = await throughTheChain(0.15);
  const usual = await throughTheChain(0.6);
  const shouted = await throughTheChain(4);
  const line = [quiet, usual, shouted]
    .map(
      ({ before, after }) =>
        `${before.rmsDb.toFixed(1)} → ${after.rmsDb.toFixed(1)} dB, peak ${after.peak.toFixed(2)}`,
    )
    .join(' · ');
  console.log(`          quiet, usual, shouted: ${line}`);
  expect(quiet.after.rmsDb - quiet.before.rmsDb).toBeGreaterThan(6);
  expect(usual.after.rmsDb - usual.before.rmsDb).toBeGreaterThan(0);
  expect(usual.after.rmsDb - usual.before.rmsDb).toBeLessThan(quiet.after.rmsDb - quiet.before.rmsDb);
  for (const { after } of [quiet, usual, shouted]) expect(after.peak).toBeLessThan(0.96);
});

test('one key, in a call: the caller hears the agent louder, the bar says so, and it ends with the call', async () => {
  const caller = desk.ring();
  await desk.inState('ringing');
  await desk.press('F2');
  await desk.inState('active');
  await until(() => caller.audio().rms > 0, 'the agent in the caller’s ear');
  const usual = await loudest(caller);
  await desk.page.keyboard.press('Shift+F3');
  await expect(desk.page.locator('.bar-state')).toContainText('清晰');
  const clear = await loudest(caller);
  console.log(`          at the caller: ${usual.toFixed(1)} → ${clear.toFixed(1)} dB`);
  expect(clear - usual).toBeGreaterThan(4);
  // Muted stays muted over a change of sound.
  await desk.press('F4');
  await expect.poll(async () => (await desk.call())?.muted).toBe(true);
  await desk.page.keyboard.press('Shift+F3');
  await expect(desk.page.locator('.bar-state')).not.toContainText('清晰');
  await until(() => caller.audio().rms < 0.01, 'silence at the caller');
  await desk.press('F4');
  await desk.page.keyboard.press('Shift+F3');
  await expect(desk.page.locator('.bar-state')).toContainText('清晰');
  await desk.press('F12');
  await desk.inState('ended');
  await expect.poll(async () => (await desk.ask<{ clear: boolean }>('media/state')).clear).toBe(false);
  await desk.press('F2');
});

test('a microphone pulled out in mid-call: the caller hears the next one, and a notice', async () => {
  const caller = desk.ring();
  await desk.inState('ringing');
  await desk.press('F2');
  await desk.inState('active');
  await until(() => caller.audio().rms > 0.01, 'the agent in the caller’s ear');
  // Nothing can be pulled out of this machine: the capture's track is told that its device has gone, as Chromium tells it.
  caller.markAudio();
  const pulledAt = performance.now();
  expect(await pullMicrophone()).toBe(1);
  await expect(desk.page.locator('[data-moved="microphone"]')).toBeVisible();
  const noticeMs = performance.now() - pulledAt;
  await until(() => caller.audio().packets > 60 && caller.audio().rms > 0.01, 'the agent again');
  const { maxGapMs, packets, sinceAt, asOf } = caller.audio();
  // A time is told, not judged: what is judged is that packets went on all the while and that the agent is in them again.
  console.log(
    `          pulled out: longest gap at the caller ${Math.round(maxGapMs)} ms, notice after ${Math.round(noticeMs)} ms`,
  );
  expect(packets / ((asOf - sinceAt) / 20)).toBeGreaterThan(0.9);
  expect((await desk.call())?.microphone).toBe('ok');
  await desk.page.locator('[data-moved="microphone"] button').click();
  await expect(desk.page.locator('[data-moved="microphone"]')).toBeHidden();
  await desk.press('F12');
  await desk.inState('ended');
});

test('a caller who is no longer heard: said within three seconds of the last packet, with what to do, and taken back', async () => {
  const caller = desk.ring();
  await desk.inState('ringing');
  await desk.press('F2');
  await desk.inState('active');
  await until(() => caller.audio().packets > 20, 'sound both ways');
  const sound = async (): Promise<string | undefined> => (await desk.call())?.sound;
  await expect.poll(sound).toBe('ok');
  caller.mouth.setSending(false);
  const silentAt = performance.now();
  await expect.poll(sound, { intervals: [50] }).toBe('nothingHeard');
  console.log(`          one-way sound: said after ${Math.round(performance.now() - silentAt)} ms`);
  const notice = desk.page.getByRole('alert').filter({ hasText: '听不到来电人' });
  for (const key of ['Shift F6', 'F6', 'Ctrl F3']) await expect(notice).toContainText(key);
  caller.mouth.setSending(true);
  await expect.poll(sound).toBe('ok');
  await desk.press('F12');
  await desk.inState('ended');
});
