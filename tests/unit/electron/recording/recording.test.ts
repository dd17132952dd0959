import { describe, expect, it } from 'vitest';
import { decodeMulaw } from '#shared/lib/mulaw.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { msToSamples } from '#shared/recording/sound.ts';
import { agentLevel, callerLevel, callOf, recordingRig, valueOf } from './recording-rig.ts';

const callId = 'a' as CallId;
/** How many samples of a part are not what they should be. */
const others = (samples: Int16Array, wanted: number, fromMs: number, toMs: number): number =>
  samples.subarray(msToSamples(fromMs), msToSamples(toMs)).filter((one) => one !== wanted).length;

describe('what is recorded', () => {
  it('nothing, where neither policy nor trainer says so', async () => {
    const rig = recordingRig({ why: null });
    await rig.up(callOf('a'));
    await rig.pass(3_000);
    await rig.up(callOf('a', { state: 'ended' }));
    expect(rig.repository.list(10, null)).toEqual([]);
    expect(rig.window.open()).toBe(0);
    expect(rig.recorder.state.get().calls).toEqual([]);
  });

  it('the caller from the answer on: not the ringing, not a colleague who is asked, not a call that is being taken over', async () => {
    const rig = recordingRig();
    await rig.up(
      callOf('ringing', { state: 'ringing' }),
      callOf('colleague', { consultFor: 'a' as CallId }),
      callOf('back', { resuming: true }),
    );
    await rig.pass(1_000);
    expect(rig.repository.list(10, null)).toEqual([]);
    await rig.up(callOf('a'));
    await rig.pass(5_000);
    expect(rig.recorder.state.get().calls).toMatchObject([{ callId, state: 'recording', pending: false }]);
    await rig.up(callOf('a', { state: 'ended' }));
    await rig.pass(100);
    const { recordingId, ...rest } = rig.only();
    expect(rest).toMatchObject({ state: 'ended', scenarioId: 'case-3-12', why: 'training', marks: [] });
    expect(rest.durationMs).toBe(5_000);
    const { agent, caller } = rig.samples(recordingId, 5_000);
    expect(others(agent, decodeMulaw(agentLevel), 0, 5_000)).toBe(0);
    expect(others(caller, decodeMulaw(callerLevel), 0, 5_000)).toBe(0);
    expect(rest.bytes).toBe(2 * msToSamples(5_000));
    expect(rig.audited()).toEqual(['recording.started', 'recording.ended']);
    expect(rig.window.open()).toBe(0);
  });

  it('ends at once when it is switched off in the call', async () => {
    const rig = recordingRig();
    await rig.up(callOf('a'));
    await rig.pass(2_000);
    rig.decided.why = null;
    rig.recorder.renew();
    await rig.settle();
    await rig.pass(2_000);
    expect(rig.only()).toMatchObject({ state: 'ended', durationMs: 2_000 });
  });

  it('two callers each their own, and the one on hold is silent meanwhile', async () => {
    const rig = recordingRig();
    await rig.up(callOf('a'));
    await rig.pass(2_000);
    await rig.up(callOf('a', { state: 'held' }), callOf('b'));
    await rig.pass(3_000);
    await rig.up(callOf('a'), callOf('b', { state: 'ended' }));
    await rig.pass(1_000);
    await rig.up(callOf('a', { state: 'ended' }));
    await rig.pass(100);
    const [b, a] = rig.repository.list(10, null);
    expect([a?.callId, a?.durationMs, b?.callId, b?.durationMs]).toEqual(['a', 6_000, 'b', 3_000]);
    expect(a?.marks).toEqual([{ kind: 'held', fromMs: 2_000, toMs: 5_000 }]);
    const { agent, caller } = rig.samples(a!.recordingId, 6_000);
    for (const leg of [agent, caller]) expect(others(leg, 0, 2_000, 5_000)).toBe(0);
    expect(others(caller, decodeMulaw(callerLevel), 5_000, 6_000)).toBe(0);
  });

  it('carries what the agent did meanwhile', async () => {
    const rig = recordingRig();
    await rig.up(callOf('a'));
    await rig.pass(1_500);
    rig.tell({ kind: 'questionAsked', at: 0, params: { playbookId: 'p', questionId: 'q' } });
    await rig.pass(1_000);
    await rig.up(callOf('a', { state: 'ended' }));
    await rig.pass(100);
    expect(rig.only().moments).toEqual([
      { atMs: 1_500, kind: 'questionAsked', params: { playbookId: 'p', questionId: 'q' } },
    ]);
  });
});

describe('a pause', () => {
  it('is exactly silent on both legs for exactly as long as it lasted, and time stays true', async () => {
    const rig = recordingRig();
    await rig.up(callOf('a'));
    await rig.pass(2_300);
    await valueOf(rig.recorder.setPaused(callId, true));
    expect(rig.recorder.state.get().calls).toMatchObject([{ state: 'paused', pending: false }]);
    await rig.pass(4_100);
    await valueOf(rig.recorder.setPaused(callId, false));
    await rig.pass(2_000);
    await rig.up(callOf('a', { state: 'ended' }));
    await rig.pass(100);
    const { recordingId, durationMs, marks } = rig.only();
    expect([durationMs, marks]).toEqual([8_400, [{ kind: 'paused', fromMs: 2_300, toMs: 6_400 }]]);
    const { agent, caller } = rig.samples(recordingId, durationMs);
    for (const [leg, level] of [
      [agent, agentLevel],
      [caller, callerLevel],
    ] as const) {
      expect(others(leg, 0, 2_300, 6_400)).toBe(0);
      expect(others(leg, decodeMulaw(level), 0, 2_300)).toBe(0);
      expect(others(leg, decodeMulaw(level), 6_400, 8_400)).toBe(0);
    }
    expect(rig.audited()).toEqual([
      'recording.started',
      'recording.paused',
      'recording.resumed',
      'recording.ended',
    ]);
  });

  it('holds over a hold in the middle of it', async () => {
    const rig = recordingRig();
    await rig.up(callOf('a'));
    await rig.pass(1_000);
    await valueOf(rig.recorder.setPaused(callId, true));
    await rig.up(callOf('a', { state: 'held' }));
    await rig.pass(1_000);
    await rig.up(callOf('a'));
    await rig.pass(1_000);
    expect(rig.recorder.state.get().calls).toMatchObject([{ state: 'paused' }]);
    await rig.up(callOf('a', { state: 'ended' }));
    await rig.pass(100);
    const { recordingId, marks } = rig.only();
    expect(marks).toEqual([
      { kind: 'paused', fromMs: 1_000, toMs: 3_000 },
      { kind: 'held', fromMs: 1_000, toMs: 2_000 },
    ]);
    expect(others(rig.samples(recordingId, 3_000).caller, 0, 1_000, 3_000)).toBe(0);
  });

  it('that the window does not confirm: nothing more of that piece is taken, and what follows begins silent', async () => {
    const rig = recordingRig();
    await rig.up(callOf('a'));
    await rig.pass(2_000);
    rig.window.faults.silent = true;
    await valueOf(rig.recorder.setPaused(callId, true));
    expect(rig.recorder.state.get().calls).toMatchObject([{ state: 'paused' }]);
    rig.window.faults.silent = false;
    await rig.pass(8_000);
    await valueOf(rig.recorder.setPaused(callId, false));
    await rig.pass(2_000);
    await rig.up(callOf('a', { state: 'ended' }));
    await rig.pass(100);
    const { recordingId, durationMs } = rig.only();
    const { agent, caller } = rig.samples(recordingId, durationMs);
    for (const leg of [agent, caller]) expect(others(leg, 0, 2_000, 10_000)).toBe(0);
    expect(others(caller, decodeMulaw(callerLevel), 10_000, 12_000)).toBe(0);
  });

  it('of a call that is not recorded is refused', async () => {
    const rig = recordingRig({ why: null });
    await rig.up(callOf('a'));
    expect(await rig.recorder.setPaused(callId, true)).toMatchObject({
      ok: false,
      error: { code: 'recording/not-recording' },
    });
  });
});

describe('when something dies', () => {
  it('the window: what was missed is a gap, and time stays true', async () => {
    const rig = recordingRig();
    await rig.up(callOf('a'));
    await rig.pass(2_100);
    rig.window.die();
    await rig.pass(600);
    expect(rig.recorder.state.get().calls).toMatchObject([{ state: 'failed' }]);
    await rig.pass(400);
    rig.window.comeBack();
    await rig.settle();
    await rig.pass(2_900);
    await rig.up(callOf('a', { state: 'ended' }));
    await rig.pass(100);
    const { durationMs, marks, recordingId } = rig.only();
    expect(durationMs).toBe(6_000);
    const [gap] = marks;
    expect(marks).toHaveLength(1);
    expect(gap).toMatchObject({ kind: 'gap', toMs: 3_100 });
    expect(gap!.fromMs).toBeGreaterThan(1_500);
    const { caller } = rig.samples(recordingId, durationMs);
    expect(others(caller, 0, gap!.fromMs, 3_100)).toBe(0);
    expect(others(caller, decodeMulaw(callerLevel), 3_100, 6_000)).toBe(0);
  });

  it('the window in a pause: it comes back silent', async () => {
    const rig = recordingRig();
    await rig.up(callOf('a'));
    await rig.pass(1_000);
    await valueOf(rig.recorder.setPaused(callId, true));
    rig.window.die();
    rig.window.comeBack();
    await rig.pass(2_000);
    await rig.up(callOf('a', { state: 'ended' }));
    await rig.pass(100);
    const { recordingId, durationMs } = rig.only();
    expect(others(rig.samples(recordingId, durationMs).agent, 0, 1_000, 3_000)).toBe(0);
  });

  it('a window that cannot begin is asked again', async () => {
    const rig = recordingRig();
    rig.window.faults.record = true;
    await rig.up(callOf('a'));
    await rig.pass(1_000);
    expect(rig.recorder.state.get().calls).toMatchObject([{ state: 'failed' }]);
    rig.window.faults.record = false;
    await rig.pass(7_000);
    expect(rig.recorder.state.get().calls).toMatchObject([{ state: 'recording' }]);
  });

  it('the program: what was there ends where its sound ends, and the call goes on in a recording of its own', async () => {
    const first = recordingRig();
    await first.up(callOf('a'));
    await first.pass(3_000);
    const later = recordingRig({ db: first.db, clock: first.clock });
    const broken = later.only();
    expect(broken).toMatchObject({ state: 'brokenOff', callId: 'a' });
    expect(3_000 - broken.durationMs).toBeLessThanOrEqual(1_100);
    expect(
      others(later.samples(broken.recordingId, broken.durationMs).agent, decodeMulaw(agentLevel), 0, 1_900),
    ).toBe(0);
    await later.up(callOf('a'));
    await later.pass(1_000);
    expect(later.repository.list(10, null)).toHaveLength(2);
    expect(later.recorder.state.get().calls).toMatchObject([{ state: 'recording' }]);
    expect(later.audited()).toContain('recording.brokenOff');
  });

  it('the program in a pause: the call that is taken over is still paused', async () => {
    const first = recordingRig();
    await first.up(callOf('a'));
    await first.pass(1_000);
    await valueOf(first.recorder.setPaused(callId, true));
    await first.pass(1_000);
    const later = recordingRig({ db: first.db, clock: first.clock });
    await later.up(callOf('a'));
    await later.pass(2_000);
    expect(later.recorder.state.get().calls).toMatchObject([{ state: 'paused' }]);
    await valueOf(later.recorder.setPaused(callId, false));
    await later.up(callOf('a', { state: 'ended' }));
    await later.pass(100);
    const { recordingId, durationMs, marks } = later.only();
    expect(marks).toEqual([{ kind: 'paused', fromMs: 0, toMs: 2_000 }]);
    expect(others(later.samples(recordingId, durationMs).caller, 0, 0, durationMs)).toBe(0);
  });

  it('a clean end of the program closes what is under way', async () => {
    const rig = recordingRig();
    await rig.up(callOf('a'));
    await rig.pass(1_300);
    await rig.recorder.dispose();
    expect(rig.only()).toMatchObject({ state: 'ended', durationMs: 1_300 });
  });
});

it('a request that a dying window never answers does not hold up the one that comes', async () => {
  const rig = recordingRig();
  await rig.up(callOf('a'));
  await rig.pass(1_000);
  rig.window.faults.hangs = true;
  await rig.pass(600);
  rig.window.faults.hangs = false;
  rig.window.die();
  rig.window.comeBack();
  await rig.settle();
  await rig.pass(2_400);
  await rig.up(callOf('a', { state: 'ended' }));
  await rig.pass(100);
  const { durationMs, marks, recordingId } = rig.only();
  expect([durationMs, marks.map(({ kind, toMs }) => [kind, toMs])]).toEqual([4_000, [['gap', 1_600]]]);
  expect(others(rig.samples(recordingId, durationMs).caller, decodeMulaw(callerLevel), 1_600, 4_000)).toBe(0);
});
