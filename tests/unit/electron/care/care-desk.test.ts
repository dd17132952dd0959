import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCareDesk, type CareDesk, type CareDeskDeps } from '#electron/care/care-desk.ts';
import type { CareCall } from '#electron/care/ports.ts';
import { silentLog } from '#electron/log/log.ts';
import { createCareRepository } from '#electron/store/care-repository.ts';
import type { Db } from '#electron/store/db.ts';
import { careMigrations } from '#electron/store/migrations/care.ts';
import { careListSchema, careStateSchema, type HelpRequest } from '#shared/care/contract.ts';
import type { CareFlag } from '#shared/care/care-flag.ts';
import { ok } from '#shared/errors/result.ts';
import { callIdSchema } from '#shared/lib/ids.ts';
import { createPublisher, type Publisher } from '#shared/lib/publisher.ts';
import { createManualClock } from '#tests/support/manual-clock.ts';
import { openTestDb } from '#tests/support/test-db.ts';

const callId = callIdSchema.parse('call-1');
const next = callIdSchema.parse('call-2');
const agent = { personId: 'lin', name: { zh: '林晓晴', en: 'Lin' }, seatNumber: '3107' };
const lead = { personId: 'zhou', name: { zh: '周敏', en: 'Zhou' }, seatNumber: '3100' };
const call = (over: Partial<CareCall> = {}): CareCall => ({
  callId,
  number: '+8613800002207',
  queue: 'queue-elderly',
  answeredAt: 1000,
  ...over,
});
const steps = ['打开设置', '找到转账', '关掉共享'].map((zh) => ({ zh, en: zh }));

let db: Db;
let clock: ReturnType<typeof createManualClock>;
let current: Publisher<CareCall | null>;
let flags: CareFlag[];
let lifted: CareFlag[];
let policy: 'block' | 'warn';
let told: HelpRequest[];
let who: typeof agent;
let dialled: string[];
let care: CareDesk;

const made = (over: Partial<CareDeskDeps> = {}): CareDesk => {
  let ids = 0;
  return createCareDesk({
    clock,
    log: silentLog,
    newId: () => `id-${String((ids += 1))}-${String(clock.now())}`,
    repository: createCareRepository(db),
    call: current,
    situation: () => ({
      name: { zh: '贾女士', en: 'Ms Jia', masked: '贾**' },
      phoneMasked: '138****2207',
      flags,
      lifted,
      note: '户主 13800002207 说儿子出事了',
      safety: flags.includes('elderly') ? ['toWhom', 'whatFor'] : [],
      playbookId: 'fake-support-cover-expiry',
      tier: 'critical',
    }),
    person: () => who,
    people: () => [agent, lead],
    stepsOf: (id) => (id === 'stop-sharing' ? { title: { zh: '关共享', en: 'Stop sharing' }, steps } : null),
    dial: (number) => {
      dialled.push(number);
      return ok(next);
    },
    refusedRules: () => [],
    policy: () => policy,
    tellHelp: (help) => told.push(help),
    ...over,
  });
};

beforeEach(() => {
  db = openTestDb(careMigrations);
  clock = createManualClock();
  current = createPublisher<CareCall | null>(call());
  flags = ['elderly'];
  lifted = [];
  policy = 'block';
  told = [];
  who = agent;
  dialled = [];
  care = made();
});
afterEach(() => {
  careStateSchema.parse(care.state.get());
  careListSchema.parse(care.list.get());
  care.dispose();
  db.close();
});

describe('step cards', () => {
  it('go one step at a time, say a step again, go back, and rest at both ends', () => {
    expect(care.startSteps(callId, 'stop-sharing').ok).toBe(true);
    const at = () => [care.state.get().steps?.at, care.state.get().steps?.repeats];
    care.step(callId, 'back');
    expect(at()).toEqual([0, 0]);
    care.step(callId, 'repeat');
    care.step(callId, 'repeat');
    expect(at()).toEqual([0, 2]);
    care.step(callId, 'done');
    expect(at()).toEqual([1, 0]);
    for (let press = 0; press < 5; press += 1) care.step(callId, 'done');
    expect(at()).toEqual([3, 0]);
    care.step(callId, 'back');
    expect(at()).toEqual([2, 0]);
  });

  it('keep the caller’s place when the program dies in the call, and know nothing of the next caller', () => {
    care.startSteps(callId, 'stop-sharing');
    care.step(callId, 'done');
    care.safetyAsked(callId, 'toWhom', true);
    care.dispose();
    care = made();
    expect(care.state.get()).toMatchObject({ callId, steps: { at: 1 }, safety: [{ id: 'toWhom' }] });
    current.set(call({ callId: next }));
    expect(care.state.get()).toMatchObject({ callId: next, steps: null, safety: [] });
    expect(care.step(callId, 'done')).toMatchObject({ error: { code: 'care/other-call' } });
    current.set(call());
    expect(care.state.get().steps?.at).toBe(1);
  });

  it('are refused for an article without steps', () => {
    expect(care.startSteps(callId, 'opening-hours')).toMatchObject({ error: { code: 'care/no-steps' } });
  });
});

describe('help', () => {
  it('tells the lead where the call stands, masked, once a call', () => {
    care.askHelp(callId);
    flags = ['crisis', 'elderly'];
    care.askHelp(callId);
    const [help, ...more] = care.list.get().help;
    expect(more).toEqual([]);
    expect(help).toMatchObject({
      kind: 'crisis',
      callerMasked: '贾**',
      flags: ['crisis', 'elderly'],
      tier: 'critical',
      seatNumber: '3107',
      answeredAt: 1000,
      state: 'asked',
    });
    expect(JSON.stringify(care.list.get())).not.toContain('13800002207');
    expect(JSON.stringify(care.list.get())).not.toContain('贾女士');
  });

  it('shows the agent that the lead has seen it, and leaves the list when it is closed', () => {
    care.askHelp(callId);
    const helpId = care.state.get().help?.helpId ?? '';
    who = lead;
    clock.advance(5000);
    care.answerHelp(helpId, 'seen');
    expect(care.state.get().help).toMatchObject({ state: 'seen', seenBy: { name: '周敏' } });
    care.answerHelp(helpId, 'closed');
    expect(care.list.get().help).toEqual([]);
    expect(care.state.get().help).toBeNull();
    expect(care.answerHelp(helpId, 'seen')).toMatchObject({ error: { code: 'care/not-found' } });
  });

  it('can be taken back, and cannot be asked for a call that is over', () => {
    care.askHelp(callId);
    expect(care.withdrawHelp(callId).ok).toBe(true);
    expect(care.list.get().help).toEqual([]);
    current.set(null);
    expect(care.askHelp(callId)).toMatchObject({ error: { code: 'care/other-call' } });
  });
});

describe('help from another seat', () => {
  it('is shown as theirs, and what is written back goes there; an answer to ours changes ours alone', () => {
    const theirs = callIdSchema.parse('their-call');
    care.askHelp(callId);
    const [ours] = told;
    if (!ours) throw new Error('nothing was told');
    expect(ours.note).toBe('户主 13****07 说儿子出事了');
    expect(care.heardHelp({ ...ours, helpId: 'theirs', callId: theirs, seatNumber: '3109' })).toBe(true);
    expect(care.list.get().help.map(({ helpId, away }) => [helpId, away])).toContainEqual(['theirs', true]);
    who = lead;
    care.answerHelp('theirs', 'seen', '先稳住，我来');
    expect(told.at(-1)).toMatchObject({
      helpId: 'theirs',
      seenSeat: '3100',
      advice: [{ text: '先稳住，我来', by: { name: '周敏' } }],
    });
    const answer = { ...ours, state: 'seen' as const, seenBy: { personId: 'zhou', name: '周敏' }, seenAt: 5 };
    care.heardHelp({ ...answer, flags: ['minor'], note: 'not what was written here' });
    expect(care.state.get().help).toMatchObject({ state: 'seen', flags: ['elderly'], note: ours.note });
    expect(told).toHaveLength(2);
  });
});

describe('money', () => {
  it('does not move before the safety questions of this caller were asked; where the policy warns, by a second word', () => {
    const error = { code: 'care/safety-first', params: { next: 'toWhom', left: 2, policy: 'block' } };
    expect(care.mayMove(callId, false)).toMatchObject({ error });
    expect(care.mayMove(null, true)).toMatchObject({ error });
    expect(care.mayMove(next, false).ok).toBe(true);
    care.safetyAsked(callId, 'toWhom', true);
    expect(care.state.get().money).toEqual({ policy: 'block', left: ['whatFor'] });
    policy = 'warn';
    care.look();
    expect(care.state.get().money.policy).toBe('warn');
    expect([care.mayMove(callId, false).ok, care.mayMove(callId, true).ok]).toEqual([false, true]);
    policy = 'block';
    care.safetyAsked(callId, 'whatFor', true);
    expect(care.mayMove(callId, false).ok).toBe(true);
    current.set(null);
    expect(care.mayMove(null, false).ok).toBe(true);
  });
});

describe('the owner of what follows a crisis', () => {
  beforeEach(() => {
    flags = ['crisis'];
    care.look();
  });
  const missing = { error: { code: 'care/owner-missing' } };

  it('is asked for before the wrap-up can be put away, also by the next program and for an earlier call', () => {
    expect(care.state.get().owner).toBe('missing');
    expect(care.mayFinish(callId)).toMatchObject(missing);
    care.book(callId, 'careCall', 9, 'zhou');
    expect(care.mayFinish(callId)).toMatchObject(missing);
    care.dispose();
    flags = [];
    care = made();
    expect(care.mayFinish(callId)).toMatchObject(missing);
    current.set(call({ callId: next }));
    expect([care.mayFinish(callId).ok, care.mayFinish(next).ok]).toEqual([false, true]);
    current.set(call());
    care.book(callId, 'crisis', 9, 'zhou');
    expect(care.state.get().owner).toBe('set');
    expect(care.mayFinish(callId).ok).toBe(true);
  });

  it('may be nobody, with the reason, until somebody takes it on; no number is needed for that', () => {
    current.set(call({ callId: next, number: '' }));
    care.look();
    expect(care.bookNobody(next, '对方不肯留号码').ok).toBe(true);
    expect(care.state.get().owner).toBe('nobody');
    expect(care.mayFinish(next).ok).toBe(true);
    const [open] = care.list.get().followUps;
    expect(open).toMatchObject({ owner: null, reason: '对方不肯留号码', kind: 'crisis' });
    who = lead;
    care.takeOn(open?.followUpId ?? '');
    expect(care.list.get().followUps[0]?.owner).toMatchObject({ personId: 'zhou' });
  });

  it('is not asked for when the flag was a mistake and was lifted', () => {
    flags = [];
    lifted = ['crisis'];
    care.look();
    expect(care.state.get().owner).toBe('notNeeded');
    expect(care.mayFinish(callId).ok).toBe(true);
  });
});

describe('calls that are promised', () => {
  it('have an owner and a time, are dialled with one press, and are done when the desk says so', () => {
    const dueAt = clock.now() + 86_400_000;
    expect(care.book(callId, 'careCall', dueAt, 'zhou').ok).toBe(true);
    expect(care.book(callId, 'careCall', dueAt + 1, 'zhou').ok).toBe(true);
    const [booked, ...more] = care.list.get().followUps;
    expect(more).toEqual([]);
    expect(booked).toMatchObject({ dueAt: dueAt + 1, owner: { personId: 'zhou' }, state: 'open' });
    current.set(null);
    care.callAgain(booked?.followUpId ?? '');
    expect(dialled).toEqual(['+8613800002207']);
    expect(care.list.get().followUps[0]?.tries).toBe(1);
    care.closeFollowUp(booked?.followUpId ?? '', 'kept');
    expect(care.list.get().followUps).toEqual([]);
  });

  it('go on where the caller stood in the step cards, also when a lost call is rung again', () => {
    care.startSteps(callId, 'stop-sharing');
    care.step(callId, 'done');
    care.book(callId, 'careCall', clock.now() + 1, 'lin');
    const [booked] = care.list.get().followUps;
    expect(booked?.step).toEqual({ at: 1, count: 3 });
    current.set(null);
    care.callAgain(booked?.followUpId ?? '');
    current.set(call({ callId: next }));
    expect(care.state.get()).toMatchObject({ callId: next, steps: { at: 1 }, safety: [] });
    care.step(next, 'done');
    const third = callIdSchema.parse('call-3');
    current.set(call({ callId: third }));
    care.carryOver(next, third);
    expect(care.state.get()).toMatchObject({ callId: third, steps: { at: 2 } });
  });

  it('come earliest first, and survive a restart', () => {
    care.book(callId, 'careCall', clock.now() + 2000, 'lin');
    current.set(call({ callId: next }));
    care.book(next, 'crisis', clock.now() + 1000, 'zhou');
    care.dispose();
    care = made();
    expect(care.list.get().followUps.map(({ kind }) => kind)).toEqual(['crisis', 'careCall']);
  });

  it('cannot be promised to a caller who withheld the number', () => {
    current.set(call({ callId: next, number: '' }));
    expect(care.book(next, 'careCall', 1, 'lin')).toMatchObject({ error: { code: 'care/no-number' } });
  });
});

it('a store that fails is said, and nothing is shown that is not kept', () => {
  care.dispose();
  const broken = createCareRepository(db);
  care = made({
    repository: {
      ...broken,
      saveCall: () => {
        throw new Error('disk full');
      },
    },
  });
  expect(care.startSteps(callId, 'stop-sharing')).toMatchObject({ error: { code: 'care/not-kept' } });
  expect(care.state.get().steps).toBeNull();
});
