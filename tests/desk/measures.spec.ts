import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { createClips } from '#electron/training/caller/clips.ts';
import { decodeMulaw } from '#electron/training/caller/mulaw.ts';
import type { GuidanceState } from '#shared/guidance/state.ts';
import { sampleRateHz } from '#shared/measures/frame.ts';
import type { MeasuresState } from '#shared/measures/state.ts';
import { voiceClips } from '#tests/eval/measures-audio.ts';
import { type DeskOnExchange, startDeskOnExchange } from '#tests/support/desk-on-exchange.ts';
import { until } from '#tests/support/embedded-exchange.ts';
import { mediaPage } from '#tests/support/media-ear.ts';
import { laid, writeSpeechFile } from '#tests/support/speech-file.ts';

const assets = resolve(import.meta.dirname, '../../assets');
const folder = mkdtempSync(join(tmpdir(), 'guardline-speech-'));
/** The caller waits this long after the agent's last loud packet before the end of the turn is noticed. */
const pauseMs = 400;
/** Two networks and two jitter buffers lie between what the caller did and what the agent hears. */
const mostOffMs = 350;
let desk: DeskOnExchange;

test.beforeAll(async () => {
  const [question = new Float32Array()] = voiceClips(assets, 'sample-fang');
  const voice = join(folder, 'agent.wav');
  writeSpeechFile(voice, laid(sampleRateHz, [{ afterS: 1, clip: untilPause(question) }], 5), sampleRateHz);
  desk = await startDeskOnExchange({ switches: [`--use-file-for-fake-audio-capture=${voice}`] });
});
test.afterAll(async () => {
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});

const measures = (): Promise<MeasuresState> => desk.ask<MeasuresState>('measures/state');
/** A clip up to its first pause: a caller who waits for the end of a turn must not take a breath for it. */
function untilPause(samples: Float32Array): Float32Array {
  let loudAt = 0;
  const at = samples.findIndex((sample, index) => {
    if (Math.abs(sample) > 0.02) loudAt = index;
    return index - loudAt > sampleRateHz / 5;
  });
  return at < 0 ? samples : samples.slice(0, loudAt);
}

/** Where a clip becomes loud, ms. */
function leadOf(clip: Uint8Array): number {
  const first = clip.findIndex((code) => Math.abs(decodeMulaw(code)) > 1_000);
  return first / 8;
}

test('how long a caller takes to answer is measured as the caller took it, and the figures stay with the call', async () => {
  const clip = createClips(assets).get('case-3-12', '01') ?? new Uint8Array();
  const truths: number[] = [];
  const waits = [300, 1_900];
  const heard = { spoke: (): void => undefined };
  const caller = desk.floor.call(desk.carrier, { to: '1001' }, { onSpoke: () => heard.spoke() });
  await desk.inState('ringing');
  await desk.press('F2');
  await desk.inState('active');
  const callId = (await desk.call())?.id;
  const library = await desk.ask<{ playbooks: { id: string; questions: { id: string }[] }[] }>(
    'guidance/library',
  );
  const [playbook] = library.playbooks;
  const questionId = playbook?.questions[0]?.id;
  expect(await desk.send('guidance/choose-playbook', { callId, playbookId: playbook?.id })).toMatchObject({
    ok: true,
  });

  // The first turn goes by unanswered: until then the jitter buffer is still full of the call's beginning.
  let turns = 0;
  heard.spoke = () => (turns += 1);
  await until(() => turns > 0, 'the agent’s first turn', 30_000);
  for (const [round, waitMs] of waits.entries()) {
    let endedAt = 0;
    heard.spoke = () => (endedAt = performance.now() - pauseMs);
    await until(() => endedAt > 0, 'the agent’s question', 30_000);
    heard.spoke = () => undefined;
    // The last question is marked just after it was asked, as an agent's hand does it.
    if (round === waits.length - 1)
      expect(
        await desk.send('guidance/ask-question', { callId, playbookId: playbook?.id, questionId }),
      ).toMatchObject({ ok: true });
    await until(() => performance.now() - endedAt >= pauseMs + waitMs, 'the caller’s wait');
    truths.push(performance.now() + 10 - endedAt + leadOf(clip));
    await caller.mouth.say(clip);
  }
  await expect
    .poll(async () => (await measures()).live?.responses.length ?? 0, { timeout: 30_000 })
    .toBeGreaterThanOrEqual(waits.length);
  const { status, live } = await measures();
  expect(status).toBe('measuring');
  const found = live?.responses.slice(-waits.length).map(({ latencyMs }) => latencyMs) ?? [];
  const table = truths.map((truth, at) => `${Math.round(truth)} → ${found[at]} ms`).join(' · ');
  console.log(`          response latency, at the caller → at the desk: ${table}`);
  for (const [at, truth] of truths.entries()) {
    expect((found[at] ?? 0) - truth).toBeGreaterThan(-mostOffMs);
    expect((found[at] ?? 0) - truth).toBeLessThan(mostOffMs);
  }
  const asked = (await desk.ask<GuidanceState>('guidance/state')).asked.at(-1);
  expect(asked).toMatchObject({ latencySource: 'audio', latencyMs: found.at(-1) });

  // The measuring dies: the caller hears nothing of it, the desk says so and measures again, and what was measured stays.
  caller.markAudio();
  const [worker] = mediaPage(desk.app).workers();
  await worker?.evaluate(() => self.close());
  await expect.poll(async () => (await measures()).status, { timeout: 30_000 }).toBe('notMeasured');
  await expect.poll(async () => (await measures()).status, { timeout: 30_000 }).toBe('measuring');
  expect((await measures()).live?.responses.map(({ latencyMs }) => latencyMs)).toEqual(
    expect.arrayContaining(found),
  );
  expect(caller.audio().maxGapMs).toBeLessThan(1_000);

  await desk.press('F5');
  await desk.inState('held');
  await expect.poll(async () => (await measures()).status).toBe('paused');
  const { measuredMs = 0 } = (await measures()).live ?? {};
  await desk.press('F5');
  await desk.inState('active');
  await expect
    .poll(async () => (await measures()).live?.measuredMs ?? 0, { timeout: 30_000 })
    .toBeGreaterThan(measuredMs + 900);

  await desk.press('F12');
  await desk.inState('ended');
  const { live: last } = await measures();
  expect(last?.responses.map(({ latencyMs }) => latencyMs)).toEqual(expect.arrayContaining(found));
});

test('only the workers with a model may compile WebAssembly, and only from our own files', async () => {
  const policyOf = (path: string): Promise<string> =>
    desk.app.evaluate(
      async ({ net }, url) => (await net.fetch(url)).headers.get('content-security-policy') ?? '',
      `guardline://app${path}`,
    );
  for (const name of ['measures', 'background']) {
    const worker = await policyOf(`/workers/${name}-worker.js`);
    expect(worker, name).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(worker, name).toContain("connect-src 'self';");
    expect(worker, name).not.toMatch(/unsafe-inline|'unsafe-eval'|\*|data:|blob:|https?:/);
  }
  for (const path of ['/index.html', '/media/index.html', '/workers/measures-tap.js', '/no-eval.js'])
    expect(await policyOf(path), path).not.toContain('wasm-unsafe-eval');
  for (const page of [desk.page, mediaPage(desk.app)])
    expect(
      await page.evaluate(() =>
        WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(
          () => 'compiled',
          () => 'refused',
        ),
      ),
    ).toBe('refused');
});
