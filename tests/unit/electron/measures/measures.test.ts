import { describe, expect, it } from 'vitest';
import { silentLog } from '#electron/log/log.ts';
import { createMeasures } from '#electron/measures/measures.ts';
import { measuredCall } from '#electron/measures/target.ts';
import { createMeasuresRepository } from '#electron/store/measures-repository.ts';
import { measuresMigrations } from '#electron/store/migrations/measures.ts';
import type { CallSnapshot } from '#shared/call/contract.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { createPublisher } from '#shared/lib/publisher.ts';
import type { Measures } from '#shared/measures/contract.ts';
import type { Spoken } from '#shared/measures/course.ts';
import type { MediaEvent } from '#shared/media/contract.ts';
import { createManualClock } from '#tests/support/manual-clock.ts';
import { call as fixture } from '#tests/support/renderer-preview/fixtures.ts';
import { openTestDb } from '#tests/support/test-db.ts';

const call = (id: string, more: Partial<CallSnapshot> = {}): CallSnapshot =>
  fixture('active', 1_000_000, { id: id as CallId, ...more });

const figures = (more: Partial<Measures> = {}): Measures => ({
  measuredMs: 10_000,
  agentTalkMs: 4_000,
  callerTalkMs: 3_000,
  overlapMs: 0,
  callerOver: 0,
  agentOver: 0,
  silences: 1,
  longestSilenceMs: 2_500,
  responses: [{ agentEndAt: 1_000, callerStartAt: 4_100, latencyMs: 3_100 }],
  loudness: null,
  pitch: null,
  agentRate: 3.8,
  ...more,
});

const nothingSpoken: Spoken = { agent: [], caller: [] };

function rig(isOn = true, db = openTestDb(measuresMigrations)) {
  const clock = createManualClock();
  const repository = createMeasuresRepository(db);
  const calls = createPublisher<{ readonly calls: readonly CallSnapshot[] }>({ calls: [] });
  const current = createPublisher<{ readonly callId: CallId } | null>(null);
  const asked: (string | null)[] = [];
  const marked: string[] = [];
  const ears = {
    measures: (() => undefined) as (heard: MediaEvent<'media/measures'>) => void,
    answer: (() => undefined) as (heard: MediaEvent<'media/answer'>) => void,
    measuring: (() => undefined) as (heard: MediaEvent<'media/measuring'>) => void,
    returned: (): void => undefined,
  };
  const room = createMeasures({
    clock,
    log: silentLog,
    media: {
      measure: async (sessionId) => void asked.push(sessionId),
      markQuestion: async (sessionId) => void marked.push(sessionId),
      onMeasures: (listener) => ((ears.measures = listener), () => undefined),
      onAnswer: (listener) => ((ears.answer = listener), () => undefined),
      onMeasuring: (listener) => ((ears.measuring = listener), () => undefined),
      onReturned: (listener) => ((ears.returned = listener), () => undefined),
    },
    calls,
    current,
    isOn: () => isOn,
    calmPace: () => 200,
    repository: () => repository,
  });
  const heard = (sessionId: string, more: Partial<Measures> = {}, spoken: Spoken = nothingSpoken): void =>
    ears.measures({ sessionId, measures: figures(more), spoken, agentSpeaking: true, callerSpeaking: false });
  const up = (...all: CallSnapshot[]): void => {
    calls.set({ calls: all });
    const front = all.find((one) => one.front);
    current.set(front === undefined ? null : { callId: front.id });
  };
  return { clock, db, repository, room, asked, marked, ears, heard, up };
}

describe('which call is measured', () => {
  it('the one talked on: not while it rings, is on hold on either side, or comes back from a crash', () => {
    expect(measuredCall([call('a')])).toBe('a');
    for (const more of [
      { state: 'ringing' },
      { state: 'held' },
      { state: 'ended' },
      { heldByCaller: true },
      { resuming: true },
    ] as const)
      expect(measuredCall([call('a', more)])).toBeNull();
    expect(measuredCall([])).toBeNull();
  });

  it('a colleague who is asked is no caller; mixed in, the caller is measured on', () => {
    const consult = call('b', { consultFor: 'a' as CallId });
    expect(measuredCall([call('a', { state: 'held', front: false }), consult])).toBeNull();
    expect(measuredCall([call('a', { conferenced: true, front: false }), consult])).toBe('a');
  });
});

describe('the measures of a call', () => {
  it('begin with the answer, stand still on hold, follow a swap, and stay on the panel through the wrap-up', async () => {
    const { asked, ears, heard, room, up } = rig();
    up(call('a'));
    expect(asked).toEqual(['a']);
    expect(room.state.get().status).toBe('starting');
    ears.measuring({ status: 'measuring', why: null });
    heard('a');
    expect(room.state.get()).toMatchObject({
      status: 'measuring',
      callId: 'a',
      live: { agentTalkMs: 4_000 },
    });
    expect(room.state.get().pace).toEqual({
      syllablesPerSecond: 3.8,
      calmSyllablesPerSecond: 3.3,
      speaking: true,
    });
    up(call('a', { state: 'held' }));
    expect(room.state.get()).toMatchObject({ status: 'paused', pace: { syllablesPerSecond: null } });
    up(call('a', { state: 'held', front: false }), call('b'));
    expect(room.state.get()).toMatchObject({ callId: 'b', live: null });
    up(call('a', { state: 'ended' }));
    expect(room.state.get()).toMatchObject({ callId: 'a', live: { agentTalkMs: 4_000 } });
    expect(asked).toEqual(['a', null, 'b', null]);
  });

  it('are on disk when the call is over, the last ones that come after it too', () => {
    const { heard, repository, room, up } = rig();
    up(call('a'));
    heard('a');
    up(call('a', { state: 'ended' }));
    heard('a', { agentTalkMs: 4_400 });
    expect(repository.of('a' as CallId)?.agentTalkMs).toBe(4_400);
    up();
    expect(room.of('a' as CallId)?.agentTalkMs).toBe(4_400);
    expect(room.of('other' as CallId)).toBeNull();
  });

  it('are kept with who spoke when, how fast the agent was, and when nothing was measured', () => {
    const { clock, heard, repository, up } = rig();
    up(call('a'));
    heard('a', {}, { agent: [[1_000, 2_500]], caller: [] });
    clock.advance(1_000);
    heard('a', {}, { agent: [], caller: [[3_100, 4_000]] });
    const heldAt = clock.now();
    up(call('a', { state: 'held' }));
    clock.advance(20_000);
    up(call('a'));
    heard('a', { agentRate: 4.4 }, { agent: [[24_000, 25_000]], caller: [] });
    up(call('a', { state: 'ended' }));
    up();
    expect(repository.courseOf('a' as CallId)).toEqual({
      agent: [
        [1_000, 2_500],
        [24_000, 25_000],
      ],
      caller: [[3_100, 4_000]],
      pauses: [[heldAt, heldAt + 20_000]],
      pace: [
        { at: heldAt - 1_000, rate: 3.8 },
        { at: heldAt + 20_000, rate: 4.4 },
      ],
    });
    expect(repository.courseOf('other' as CallId)).toBeNull();
  });

  it('go on where they were when the program died in the call and came back', () => {
    const first = rig();
    first.up(call('a'));
    first.heard('a', {}, { agent: [[1_000, 2_500]], caller: [] });
    first.up();
    const again = rig(true, first.db);
    again.up(call('a'));
    again.heard('a', { agentTalkMs: 1_000 }, { agent: [[9_000, 9_900]], caller: [] });
    again.up();
    expect(again.repository.of('a' as CallId)?.agentTalkMs).toBe(5_000);
    expect(again.repository.courseOf('a' as CallId)?.agent).toHaveLength(2);
  });

  it('a crash of main loses a quarter of a minute of them', () => {
    const { clock, heard, repository, up } = rig();
    up(call('a'));
    for (let second = 0; second < 17; second += 1) {
      heard('a', { measuredMs: second * 1_000 });
      clock.advance(1_000);
    }
    expect(repository.of('a' as CallId)?.measuredMs).toBeGreaterThanOrEqual(15_000);
  });

  it('go on where they were when the measuring died: said meanwhile, and added up', () => {
    const { asked, ears, heard, room, up } = rig();
    up(call('a'));
    ears.measuring({ status: 'measuring', why: null });
    heard('a');
    ears.measuring({ status: 'notMeasured', why: 'gone' });
    expect(room.state.get()).toMatchObject({ status: 'notMeasured', live: { agentTalkMs: 4_000 } });
    ears.measuring({ status: 'measuring', why: null });
    heard('a', { agentTalkMs: 1_000, longestSilenceMs: 900, responses: [] });
    expect(room.state.get().live).toMatchObject({ agentTalkMs: 5_000, longestSilenceMs: 2_500 });
    expect(room.state.get().live?.responses).toHaveLength(1);
    ears.returned();
    expect(asked).toEqual(['a', 'a']);
    heard('a', { agentTalkMs: 500, responses: [] });
    expect(room.state.get().live?.agentTalkMs).toBe(5_500);
  });

  it('tell guidance how long the answer to an asked question took', () => {
    const { ears, marked, room, up } = rig();
    const told: unknown[] = [];
    room.onAnswerBegan((one) => told.push(one));
    up(call('a'));
    room.questionAsked('a' as CallId);
    room.questionAsked('other' as CallId);
    ears.answer({ sessionId: 'a', latencyMs: 3_100 });
    expect(marked).toEqual(['a']);
    expect(told).toEqual([{ callId: 'a', latencyMs: 3_100 }]);
  });

  it('switched off by setting, nothing is asked of the window', () => {
    const { asked, room, up } = rig(false);
    up(call('a'));
    expect(asked).toEqual([]);
    expect(room.state.get()).toMatchObject({ status: 'off', live: null });
  });
});
