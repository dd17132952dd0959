import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { mulawTone } from '#electron/training/caller/mulaw.ts';
import type { RecordingState } from '#shared/recording/contract.ts';
import type { Recording, RecordingMark } from '#shared/recording/recording.ts';
import { agentToneHz, signIn, startDesk } from '#tests/support/desk-app.ts';
import { type DeskOnExchange, startDeskOnExchange } from '#tests/support/desk-on-exchange.ts';
import { until } from '#tests/support/embedded-exchange.ts';
import {
  bytesIn,
  part,
  type RecordedLegs,
  recordingsOf,
  soundOfRecording,
  type Span,
  toneIn,
} from '#tests/support/recorded-sound.ts';

const callerToneHz = 440;
/** A bank that has its calls recorded; its agents hear their own. The sound is measured, so nothing works on it. */
const policy = JSON.stringify({
  'recording.production': true,
  'recording.agentsListen': true,
  'audio.noiseSuppression': false,
  'audio.echoCancellation': false,
});
/** Quieter than this beside the other leg's own tone, dB: neither leg has anything of the other. */
const leastApartDb = 40;
let desk: DeskOnExchange;

test.beforeAll(async () => {
  desk = await startDeskOnExchange({ policy });
});
test.afterAll(() => desk.close());

const newest = async (): Promise<Recording | undefined> => (await recordingsOf(desk))[0];
/** So much more of it is in the store than at this moment. */
async function recorded(ms: number): Promise<void> {
  const before = (await newest())?.durationMs ?? 0;
  await expect
    .poll(async () => ((await newest())?.durationMs ?? 0) - before, { timeout: 30_000 })
    .toBeGreaterThan(ms);
}
/** What the call bar shows: main is ahead of the page, and keys go to the page. */
const phase = (state: string): Promise<void> =>
  expect(desk.page.locator('[data-phase]')).toHaveAttribute('data-phase', state, { timeout: 30_000 });
const shown = (state: string): Promise<void> =>
  expect(desk.page.locator('[data-recording]')).toHaveAttribute('data-recording', state, { timeout: 30_000 });
const markOf = (one: Recording, kind: RecordingMark['kind']): { fromMs: number; toMs: number } => {
  const found = one.marks.find((mark) => mark.kind === kind);
  if (found?.toMs == null) throw new Error(`no ${kind} in ${JSON.stringify(one.marks)}`);
  return { fromMs: found.fromMs, toMs: found.toMs };
};

/** Answered, both hear each other, and it is recorded. */
async function inRecordedCall() {
  const caller = desk.ring();
  caller.mouth.loop(mulawTone(callerToneHz, 1_000));
  await phase('ringing');
  await desk.press('F2');
  await phase('active');
  await until(
    () => (caller.audio().dominantHz ?? 0) > agentToneHz - 20,
    'the agent in the caller’s ear',
    20_000,
  );
  await shown('recording');
  return caller;
}

/** Each leg has its own tone, pure, and nothing of the other. */
function expectOwnTones(legs: RecordedLegs, spans: readonly Span[]): void {
  for (const [leg, own, other] of [
    ['agent', agentToneHz, callerToneHz],
    ['caller', callerToneHz, agentToneHz],
  ] as const) {
    const { share, apartDb, count } = toneIn(legs[leg], spans, own, other);
    console.log(
      `          ${leg}: ${(share * 100).toFixed(2)} % of its energy is its own tone, ${apartDb.toFixed(0)} dB over the other's (90th of 100 among ${count} tenths of a second)`,
    );
    expect(share, leg).toBeGreaterThan(0.98);
    expect(apartDb, leg).toBeGreaterThan(leastApartDb);
  }
}

test('both legs apart, a pause and a hold exactly silent, nothing in the clear on the disk', async () => {
  test.setTimeout(180_000);
  await inRecordedCall();
  await recorded(3_000);

  await desk.page.keyboard.press('Control+F5');
  await shown('paused');
  await recorded(2_500);
  await desk.page.keyboard.press('Control+F5');
  await shown('recording');
  await recorded(3_000);

  await desk.press('F5');
  await shown('held');
  await phase('held');
  await recorded(1_500);
  await desk.press('F5');
  await shown('recording');
  await recorded(2_500);

  // What is under way is not handed out.
  expect(await desk.send('recording/open', { recordingId: (await newest())?.recordingId })).toMatchObject({
    ok: false,
    error: { code: 'recording/under-way' },
  });
  await desk.press('F12');
  await desk.inState('ended');
  await expect.poll(async () => (await newest())?.state, { timeout: 30_000 }).toBe('ended');
  const one = await newest();
  if (one === undefined) throw new Error('no recording');
  expect(one).toMatchObject({ why: 'policy', agent: { personId: 'sample-agent' } });

  const legs = await soundOfRecording(desk, one);
  const pause = markOf(one, 'paused');
  const hold = markOf(one, 'held');
  for (const [kind, { fromMs, toMs }] of Object.entries({ pause, hold })) {
    expect(toMs - fromMs, kind).toBeGreaterThan(1_000);
    for (const leg of ['agent', 'caller'] as const) {
      // To the sample: a millisecond is sixteen of them, and the mark is rounded to one.
      const samples = part(legs[leg], fromMs + 1, toMs - 1);
      expect(samples.filter((sample) => sample !== 0).length, `${kind}, ${leg}`).toBe(0);
      expect(
        part(legs[leg], fromMs - 300, fromMs - 10).some((sample) => sample !== 0),
        leg,
      ).toBe(true);
    }
  }
  expectOwnTones(legs, [
    { fromMs: 1_500, toMs: pause.fromMs },
    { fromMs: pause.toMs + 100, toMs: hold.fromMs },
    { fromMs: hold.toMs + 500, toMs: one.durationMs - 200 },
  ]);

  // Whole pieces: the last one may be too short to be looked for.
  const whole = legs.raw.filter(({ length }) => length > 2_000);
  expect(whole.length).toBeGreaterThan(20);
  const slices = whole.map((codes) => codes.subarray(1_000, 1_064));
  const control = join(desk.dataFolder, 'control.bin');
  writeFileSync(control, whole[0] ?? '');
  expect(bytesIn(desk.dataFolder, slices)).toEqual(['control.bin']);
  rmSync(control);
  expect(bytesIn(desk.dataFolder, slices)).toEqual([]);
  const perHourMb = (one.bytes / one.durationMs) * 3.6;
  console.log(
    `          paused ${pause.toMs - pause.fromMs} ms and held ${hold.toMs - hold.fromMs} ms of ${one.durationMs} ms, every sample 0; ${perHourMb.toFixed(0)} MB an hour`,
  );
});

test('heard again by keys: the wave, play and pause, the place before and after', async () => {
  await desk.page.keyboard.press('Control+Shift+H');
  const wave = desk.page.getByRole('slider');
  await expect(wave).toBeFocused({ timeout: 30_000 });
  const at = async (): Promise<number> => Number(await wave.getAttribute('aria-valuenow'));
  await desk.page.keyboard.press('Space');
  await expect.poll(at, { timeout: 30_000 }).toBeGreaterThan(400);
  await desk.page.keyboard.press('Space');
  await expect(desk.page.locator('[data-playing]')).toHaveAttribute('data-playing', 'false');
  const one = await newest();
  await desk.page.keyboard.press('Home');
  await expect.poll(at).toBe(0);
  await desk.page.keyboard.press(']');
  await expect.poll(at).toBe(one?.marks[0]?.fromMs);
  await desk.page.keyboard.press('Escape');
  await expect(wave).toHaveCount(0);
});

const mediaProcess = (): Promise<number> =>
  desk.app.evaluate(({ BrowserWindow }) => {
    const windows = BrowserWindow.getAllWindows().map((one) => one.webContents);
    return windows.find((one) => one.getURL().includes('/media/'))?.getOSProcessId() ?? 0;
  });

/** Through the wrap-up that is due, so that the desk is free for the next call. */
async function freeAgain(): Promise<void> {
  const callId = (await desk.call())?.id;
  await desk.send('seat/save-wrap-up', { callId, disposition: 'solved', note: '', followUp: '' });
  await desk.send('seat/finish-wrap-up', { callId, then: 'ready' });
  await phase('ready');
}

test('the media window dies, then the whole program by kill -9: what was recorded is there and can be played', async () => {
  test.setTimeout(180_000);
  await freeAgain();
  await inRecordedCall();
  await recorded(2_000);
  const media = await mediaProcess();
  process.kill(media, 'SIGKILL');
  await expect.poll(mediaProcess, { timeout: 30_000 }).not.toBe(media);
  await expect
    .poll(async () => (await newest())?.marks.map(({ kind }) => kind), { timeout: 30_000 })
    .toEqual(['gap']);
  await recorded(2_500);

  const before = await newest();
  const gone = new Promise((done) => desk.app.process().once('exit', done));
  const { calls } = await desk.ask<RecordingState>('recording/state');
  process.kill(desk.app.process().pid ?? 0, 'SIGKILL');
  const killedAt = Date.now();
  await gone;

  // Whoever sits at a bank's own exchange is what the policy says: this one may hear all.
  const reviewed = JSON.stringify({ ...JSON.parse(policy), 'seat.role': 'trainer' });
  const later = await startDesk({ dataFolder: desk.dataFolder, policy: reviewed });
  try {
    await signIn(later, 'trainer');
    // The call itself is taken over and has a recording of its own: this one is looked for by its id.
    const broken = async (): Promise<Recording | undefined> =>
      (await recordingsOf(later)).find(({ recordingId }) => recordingId === calls[0]?.recordingId);
    await expect.poll(async () => (await broken())?.state, { timeout: 30_000 }).toBe('brokenOff');
    const one = await broken();
    if (one === undefined || before === undefined) throw new Error('the recording is gone');
    expect(one.durationMs).toBeGreaterThanOrEqual(before.durationMs);
    const legs = await soundOfRecording(later, one);
    const gap = markOf(one, 'gap');
    expectOwnTones(legs, [{ fromMs: gap.toMs + 1_000, toMs: one.durationMs }]);
    expect(part(legs.caller, gap.fromMs + 1, gap.toMs - 1).some((sample) => sample !== 0)).toBe(false);
    console.log(
      `          window killed: a gap of ${gap.toMs - gap.fromMs} ms · main killed -9: ${killedAt - one.startedAt - one.durationMs} ms of ${one.durationMs} lost`,
    );
  } finally {
    await later.close({ keepData: true });
  }
});
