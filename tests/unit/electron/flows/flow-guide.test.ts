import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFlowHandlers } from '#electron/flows/flow-handlers.ts';
import { silentLog } from '#electron/log/log.ts';
import type { Db } from '#electron/store/db.ts';
import { createFlowRepository } from '#electron/store/flow-repository.ts';
import { flowMigrations } from '#electron/store/migrations/flows.ts';
import { flowCommands } from '#shared/flows/contract.ts';
import { flowsStateSchema, noFlowsState, type FlowsState } from '#shared/flows/state.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { openTestDb, testDbFile } from '#tests/support/test-db.ts';
import {
  act,
  around,
  ask,
  caller,
  callId,
  check,
  end,
  fill,
  flagged,
  flow,
  hold,
  policies,
  say,
} from '../../shared/flows/support.ts';
import { guideOn, type GuideWorld } from './support.ts';

const lost = flow([
  check('who', [['flag.elderly', 'slow']], 'hello'),
  say('slow', 'which'),
  say('hello', 'which'),
  fill('which', 'card', 'hold', { none: 'place' }),
  act('hold', 'place', { command: 'control.hold', until: 'card.held' }),
  fill('place', 'place', 'why'),
  ask('why', 'done', 'done'),
  end('done'),
]);
const other = flow([say('hello', 'z'), end('z')], { id: 'other' });
const later = flow([say('hello', 'z'), end('z')], { id: 'later', effectiveFrom: '2099-01-01' });
const content = { flows: [lost, other, later], policies };

let file: string;
let db: Db;
let world: GuideWorld;
const state = (): FlowsState => world.guide.state.get();
const step = (): string | undefined => state().run?.step.id;
const runId = (): string => state().run?.runId ?? '';
const start = (flowId = 'lost') => world.guide.start({ callId, flowId });
const answer = (stepId: string, more: object = {}) =>
  world.guide.answer({ callId, runId: runId(), stepId, ...more });

beforeEach(() => {
  file = testDbFile();
  db = openTestDb(flowMigrations, file);
  world = guideOn(createFlowRepository(db), content);
});
afterEach(() => db.close());

/** The program dies and comes back on the same file. */
function restart(): void {
  world.guide.dispose();
  db.close();
  db = openTestDb(flowMigrations, file);
  world = guideOn(createFlowRepository(db), content, world);
}

describe('a flow in a call', () => {
  it('begins where the panel leads, and goes on by answers', () => {
    world.surroundings.set(around(caller({ flags: flagged('elderly') })));
    expect(start()).toMatchObject({ ok: true });
    expect(step()).toBe('slow');
    answer('slow');
    answer('which', { cardId: 'card-1' });
    expect(step()).toBe('hold');
    world.surroundings.set(around(caller(), [hold('card-1', 'confirmed')]));
    expect(state().run?.step).toMatchObject({ kind: 'do', done: true });
    answer('hold');
    answer('place', { value: '静安寺' });
    answer('why', { choice: 2 });
    expect(step()).toBe('done');
    expect(state().run?.trail.map(({ stepId }) => stepId)).toEqual([
      'who',
      'slow',
      'which',
      'hold',
      'place',
      'why',
    ]);
    answer('done');
    expect(state()).toMatchObject({ run: null, others: [{ flowId: 'lost', state: 'ended' }] });
  });

  it('keeps every step with its time', () => {
    start();
    world.clock.advance(7_000);
    world.guide.markAsked({ callId, runId: runId(), stepId: 'hello' });
    answer('hello');
    world.clock.advance(3_000);
    world.guide.markAsked({ callId, runId: runId(), stepId: 'which' });
    expect(state().run?.askedAt).toBe(world.clock.now());
    const events = world.guide.runsOf(callId)[0]?.events ?? [];
    expect(events.map(({ kind, callOffsetMs }) => [kind, callOffsetMs])).toEqual([
      ['started', 0],
      ['moved', 7_000],
      ['asked', 10_000],
    ]);
  });

  it('a restart in mid-flow loses nothing', () => {
    start();
    answer('hello');
    answer('which', { cardId: 'card-2' });
    const before = state();
    restart();
    expect(state()).toEqual(before);
    answer('hold');
    expect(step()).toBe('place');
  });

  it('goes on with the words it began with, whatever was published since', () => {
    start();
    answer('hello');
    world.content.set({ flows: [other], policies });
    expect(step()).toBe('which');
    restart();
    expect(step()).toBe('which');
  });

  it('back and from the start, without losing a record', () => {
    start();
    answer('hello');
    answer('which', { cardId: 'card-1' });
    world.guide.back({ callId, runId: runId(), stepId: 'hold' });
    expect([step(), state().run?.cardId]).toEqual(['which', null]);
    world.guide.restart({ callId, runId: runId() });
    expect([step(), state().run?.number]).toEqual(['hello', 1]);
    expect(world.guide.runsOf(callId)[0]?.events).toHaveLength(5);
    restart();
    expect(step()).toBe('hello');
  });

  it('is put aside and taken up where it was, also across a restart', () => {
    start();
    answer('hello');
    const id = runId();
    world.guide.stop({ callId, runId: id });
    expect(state()).toMatchObject({ run: null, others: [{ runId: id, state: 'stopped', number: 2 }] });
    restart();
    expect(world.guide.resume({ callId, runId: id })).toMatchObject({ ok: true });
    expect(step()).toBe('which');
  });

  it('another flow puts the first aside; there is never more than one', () => {
    start();
    start('other');
    expect(state()).toMatchObject({
      run: { flowId: 'other' },
      others: [{ flowId: 'lost', state: 'stopped' }],
    });
    world.guide.resume({ callId, runId: state().others[0]?.runId ?? '' });
    expect(state()).toMatchObject({
      run: { flowId: 'lost' },
      others: [{ flowId: 'other', state: 'stopped' }],
    });
  });
});

describe('the last words of a flow', () => {
  it('are its end when another flow is begun from there: nothing is left waiting', () => {
    start('other');
    answer('hello');
    expect(step()).toBe('z');
    start();
    expect(state()).toMatchObject({ run: { flowId: 'lost' }, others: [{ flowId: 'other', state: 'ended' }] });
  });
});

describe('a scam playbook', () => {
  it('takes the middle: the flow waits', () => {
    start();
    world.playbook.set({ playbookId: 'safe-account-police' });
    expect(state()).toMatchObject({ run: null, others: [{ state: 'stopped' }] });
    world.guide.resume({ callId, runId: state().others[0]?.runId ?? '' });
    // It stays open below: what is told again is no news.
    world.playbook.set({ playbookId: 'safe-account-police' });
    expect(step()).toBe('hello');
    world.playbook.set({ playbookId: null });
    expect(step()).toBe('hello');
  });
});

describe('what cannot be', () => {
  it('a second press at a step that is passed is refused and keeps nothing', () => {
    start();
    answer('hello');
    expect(answer('hello')).toMatchObject({
      error: { code: 'flows/step-passed', params: { stepId: 'hello' } },
    });
    expect(world.guide.back({ callId, runId: runId(), stepId: 'hello' })).toMatchObject({
      error: { code: 'flows/step-passed' },
    });
    expect(world.guide.runsOf(callId)[0]?.events).toHaveLength(2);
  });

  it('an answer that is none, a card of another, back from the first step', () => {
    start();
    expect(world.guide.back({ callId, runId: runId(), stepId: 'hello' })).toMatchObject({
      error: { code: 'flows/nothing-before' },
    });
    answer('hello');
    expect(answer('which', { cardId: 'not-hers' })).toMatchObject({ error: { code: 'flows/bad-answer' } });
    answer('which', { cardId: 'card-1' });
    expect(world.guide.markAsked({ callId, runId: runId(), stepId: 'hold' })).toMatchObject({
      error: { code: 'flows/bad-answer' },
    });
  });

  it('a card or ID number is never written down', () => {
    start();
    answer('hello');
    answer('which');
    expect(step()).toBe('place');
    expect(answer('place', { value: '6222 0202 0000 7788' })).toMatchObject({
      error: { code: 'flows/looks-secret' },
    });
    expect(step()).toBe('place');
    expect(JSON.stringify(world.guide.runsOf(callId))).not.toContain('7788');
  });

  it('unknown flows, flows whose day has not come, runs that are not there', () => {
    expect(start('tea')).toMatchObject({ error: { code: 'flows/unknown-flow', params: { flowId: 'tea' } } });
    expect(start('later')).toMatchObject({
      error: { code: 'flows/not-in-force', params: { from: '2099-01-01' } },
    });
    start();
    expect(world.guide.stop({ callId, runId: 'nobody' })).toMatchObject({
      error: { code: 'flows/unknown-run' },
    });
    expect(world.guide.resume({ callId, runId: runId() })).toMatchObject({
      error: { code: 'flows/unknown-run' },
    });
  });

  it('between calls nothing; in the next call nothing of the last', () => {
    start();
    const id = runId();
    world.currentCall.set({ callId: 'call-ma' as CallId, startedAt: world.clock.now() });
    expect(state()).toEqual({ callId: 'call-ma', run: null, others: [] });
    expect(world.guide.answer({ callId, runId: id, stepId: 'hello' })).toMatchObject({
      error: { code: 'flows/other-call', params: { callId } },
    });
    world.currentCall.set(null);
    expect(state()).toEqual(noFlowsState);
    expect(start()).toMatchObject({ error: { code: 'flows/no-call' } });
  });

  it('an unreadable record does not cost the caller the flows', () => {
    start();
    db.prepare("UPDATE flow_event SET event = '{}'").run();
    const said: string[] = [];
    const again = guideOn(createFlowRepository(db), content, world, {
      ...silentLog,
      error: (event) => void said.push(event),
    });
    expect(said).toEqual(['flow record unreadable']);
    expect(again.guide.start({ callId, flowId: 'other' })).toMatchObject({ ok: true });
  });
});

describe('on the wire', () => {
  it('the handlers answer, and every snapshot fits the contract', async () => {
    const handlers = createFlowHandlers(world.guide);
    const bad: unknown[] = [];
    world.guide.state.subscribe((next) => {
      const parsed = flowsStateSchema.safeParse(next);
      if (!parsed.success) bad.push(parsed.error.issues);
    });
    const started = await handlers['flows/start']({ callId, flowId: 'lost' });
    if (!started.ok) throw new Error('not started');
    const run = { callId, runId: started.value.runId };
    const answers = [
      await handlers['flows/answer']({ ...run, stepId: 'hello' }),
      await handlers['flows/mark-asked']({ ...run, stepId: 'which' }),
      await handlers['flows/answer']({ ...run, stepId: 'which', cardId: 'card-1' }),
      await handlers['flows/back']({ ...run, stepId: 'hold' }),
      await handlers['flows/stop'](run),
      await handlers['flows/resume'](run),
      await handlers['flows/restart'](run),
    ];
    expect(answers).toEqual(answers.map(() => ({ ok: true, value: {} })));
    expect(bad).toEqual([]);
    expect(Object.keys(handlers).sort()).toEqual(Object.keys(flowCommands).sort());
  });

  it('whoever has a caller on the line may, as with the prompts', () => {
    for (const command of Object.values(flowCommands)) expect(command.roles).toEqual(['agent', 'trainer']);
  });
});
