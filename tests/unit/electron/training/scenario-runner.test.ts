import { createCoreDrills } from '#electron/training/core-drill.ts';
import { resolve } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { silentLog } from '#electron/log/log.ts';
import { createTrainingRepository } from '#electron/store/training-repository.ts';
import { trainingMigrations } from '#electron/store/migrations/training.ts';
import { readTrainingContent } from '#electron/training/content.ts';
import type { Sandbox, TrainingRecords } from '#electron/training/ports.ts';
import type { PersonEvent, SandboxReady } from '#electron/training/sandbox-protocol.ts';
import {
  createScenarioRunner,
  type ScenarioRunner,
  type Trainee,
} from '#electron/training/scenario-runner.ts';
import { runSchema, type DeskEventKind, type TrainingRun } from '#shared/training/contract.ts';
import type { DeskEvent } from '#shared/training/desk-event.ts';
import { createManualClock, type ManualClock } from '#tests/support/manual-clock.ts';
import { openTestDb } from '#tests/support/test-db.ts';

const { scenarios } = readTrainingContent(resolve('assets'));

/** The sandbox at its wire: what it is asked is written down, what it tells is in the test's hand. */
function fakeSandbox() {
  const asked: [string, unknown][] = [];
  let tell: (event: PersonEvent) => void = () => {};
  let down: () => void = () => {};
  const state = { personId: 'p1' as string | null, fail: false, ready: {} as SandboxReady | null };
  const sandbox: Sandbox = {
    request: (method, input) => {
      asked.push([method, input]);
      if (state.fail) return Promise.reject(new Error('gone'));
      const answers: Record<string, object> = {
        runScenario: { personId: state.personId },
        sendCase: { caseId: 'case-1' },
      };
      return Promise.resolve((answers[method] ?? {}) as never);
    },
    onExchangeEvent: () => () => {},
    onPersonEvent: (listener) => ((tell = listener), () => {}),
    get ready() {
      return state.ready;
    },
    onReady: () => () => {},
    onDown: (listener) => ((down = listener), () => {}),
  };
  return { sandbox, asked, state, tell: (event: PersonEvent) => tell(event), down: () => down() };
}

describe('a training run', () => {
  let clock: ManualClock;
  let wire: ReturnType<typeof fakeSandbox>;
  let records: TrainingRecords;
  let runner: ScenarioRunner;
  let desk: (event: DeskEvent) => void;
  let trainee: Trainee | null;
  let ids = 0;

  beforeEach(() => {
    clock = createManualClock();
    wire = fakeSandbox();
    records = createTrainingRepository(openTestDb(trainingMigrations));
    trainee = { seatNumber: '3190', name: '吴桐', user: '3190' };
    runner = createScenarioRunner({
      clock,
      log: silentLog,
      newId: () => `run-${++ids}`,
      sandbox: wire.sandbox,
      deskEvents: { subscribe: (listener) => ((desk = listener), () => {}) },
      scenarios,
      records,
      drills: createCoreDrills({ clock, log: silentLog, sandbox: wire.sandbox, isSandbox: () => true }),
      trainee: () => trainee,
    });
  });

  const run = (): TrainingRun => runner.run.get().run!;
  const did = (kind: DeskEventKind, params: Record<string, string> = {}): void =>
    desk({ kind, at: clock.now(), params });
  const person = (event: Partial<PersonEvent> & Pick<PersonEvent, 'what'>): void =>
    wire.tell({ at: clock.now(), personId: 'p1', ...event } as PersonEvent);
  const lineState = (id: string): string | undefined => run().rubric.find((line) => line.id === id)?.state;

  async function answered(): Promise<void> {
    expect(await runner.send('case-3-12', null)).toMatchObject({ ok: true });
    clock.advance(4_000);
    did('answered');
    person({ what: 'answered', callId: 'x1' });
  }

  it('lists the scenarios without their scripts', () => {
    const { scenarios: list } = runner.scenarios.get();
    expect(list.map(({ id }) => id)).toEqual(['case-1-14', 'case-2-10', 'case-3-12', 'case-3-17']);
    expect(JSON.stringify(list)).not.toContain('收钱的人');
  });

  it('a scenario’s core misbehaves while its call is on and no longer', async () => {
    const scenario = scenarios.get('case-3-12');
    if (!scenario) throw new Error('no scenario');
    const drills = createCoreDrills({ clock, log: silentLog, sandbox: wire.sandbox, isSandbox: () => true });
    runner.dispose();
    runner = createScenarioRunner({
      clock,
      log: silentLog,
      newId: () => 'run-drill',
      sandbox: wire.sandbox,
      deskEvents: { subscribe: (listener) => ((desk = listener), () => {}) },
      scenarios: new Map([['case-3-12', { ...scenario, core: 'silent' as const }]]),
      records,
      drills,
      trainee: () => trainee,
    });
    await answered();
    expect(drills.state.get()).toMatchObject({ drill: 'silent', by: 'scenario' });
    person({ what: 'ended', by: 'peer', status: null, answered: true });
    await vi.waitFor(() => expect(drills.state.get().drill).toBe('off'));
    // What a trainer has set outlives the call.
    await drills.set('slow', 'trainer');
    runner.dispose();
    expect(drills.state.get().drill).toBe('slow');
  });

  describe('a verification case', () => {
    const send = async (scenarioId: string): Promise<void> => {
      runner.dispose();
      runner = createScenarioRunner({
        clock,
        log: silentLog,
        newId: () => `case-run-${++ids}`,
        sandbox: wire.sandbox,
        deskEvents: { subscribe: (listener) => ((desk = listener), () => {}) },
        scenarios: readTrainingContent(resolve('assets')).playable,
        records,
        drills: createCoreDrills({ clock, log: silentLog, sandbox: wire.sandbox, isSandbox: () => true }),
        trainee: () => trainee,
      });
      expect(await runner.send(scenarioId, null)).toMatchObject({ ok: true });
    };
    const ring = (scriptId: string, personId: string): void => person({ what: 'sent', scriptId, personId });

    it('arrives at the core, is rung by the trainee, and is judged by what is asked and decided', async () => {
      await send('case-3-13b');
      expect(wire.asked.at(-1)).toEqual(['sendCase', { scenarioId: 'case-3-13b' }]);
      expect(run()).toMatchObject({ state: 'ringing', answeredAt: null });
      clock.advance(5_000);
      ring('case-3-13b', 'p7');
      expect(run().state).toBe('running');
      person({ what: 'answered', callId: 'x7', personId: 'p7' });
      did('answered');
      did('questionAsked', { playbookId: 'outbound-verification', questionId: 'whatFor' });
      // The holder hears of it: the script goes on.
      expect(wire.asked.at(-1)).toMatchObject(['deskEvent', { personId: 'p7' }]);
      did('questionAsked', { playbookId: 'outbound-verification', questionId: 'howKnowPayee' });
      did('caseDecided', { outcome: 'delay', reason: 'hesitated' });
      person({ what: 'ended', by: 'self', status: null, answered: true, personId: 'p7' });
      did('wrapUpSaved', { disposition: 'scamStopped' });
      expect(run()).toMatchObject({ state: 'finished', score: 100 });
    });

    it('a holder who hangs up is rung again in the same run', async () => {
      await send('case-3-16');
      for (const id of ['p1', 'p2']) {
        ring('case-3-16', id);
        person({ what: 'answered', callId: id, personId: id });
        did('answered');
        person({ what: 'ended', by: 'self', status: null, answered: true, personId: id });
        expect(run()).toMatchObject({ state: 'running', endedAt: null });
      }
      ring('case-3-16', 'p3');
      person({ what: 'answered', callId: 'p3', personId: 'p3' });
      did('questionAsked', { playbookId: 'outbound-verification', questionId: 'whatFor' });
      person({ what: 'ended', by: 'self', status: null, answered: true, personId: 'p3' });
      expect(run()).toMatchObject({ state: 'finished' });
      expect(lineState('again')).toBe('done');
    });

    it('can be stopped before anybody has rung', async () => {
      await send('case-2-11');
      expect(await runner.stop()).toMatchObject({ ok: true });
      expect(run()).toMatchObject({ endedBy: 'trainer' });
    });
  });

  it('writes down the steps, what the caller said, and what the rubric gives for them', async () => {
    await answered();
    expect(wire.asked[0]).toEqual(['runScenario', { scenarioId: 'case-3-12', user: '3190' }]);
    expect(run()).toMatchObject({
      state: 'running',
      score: 10,
      trainee: { seatNumber: '3190', name: '吴桐' },
    });
    person({ what: 'beat', beat: 'opening', note: { zh: '开口就要转钱', en: 'Opens with the transfer' } });
    person({ what: 'said', channel: 'voice', lineId: '01', text: '喂，是银行吗？' });
    clock.advance(20_000);
    did('playbookChosen', { playbookId: 'fake-support-cover-expiry' });
    did('questionAsked', { questionId: 'howKnowPayee', playbookId: 'fake-support-cover-expiry' });
    did('questionAsked', { questionId: 'installed', playbookId: 'fake-support-cover-expiry' });
    expect(run().steps.map(({ label, rubricId }) => [label, rubricId])).toEqual([
      ['training.step.answered', 'answered'],
      ['training.step.playbookChosen', 'playbook'],
      ['training.step.questionAsked', null],
      ['training.step.questionAsked', 'questions'],
    ]);
    expect(run()).toMatchObject({
      score: 45,
      beat: { zh: '开口就要转钱' },
      transcript: [{ text: '喂，是银行吗？' }],
    });
    expect(wire.asked.filter(([method]) => method === 'deskEvent').length).toBe(4);
    expect(runSchema.parse(run())).toEqual(run());
  });

  it('waits for the wrap-up after the call, then keeps the run', async () => {
    await answered();
    person({ what: 'ended', by: 'self', status: null, answered: true });
    expect(run()).toMatchObject({ state: 'finished', endedBy: 'caller' });
    expect(lineState('wrapUp')).toBe('open');
    expect(records.recent(5)).toEqual([]);
    did('wrapUpSaved', { disposition: 'scamStopped' });
    expect(lineState('wrapUp')).toBe('done');
    clock.advance(180_000);
    expect(lineState('hold')).toBe('missed');
    expect(records.recent(5)).toEqual([run()]);
    expect(run().score).toBe(20);
  });

  it('says when nobody took it', async () => {
    await runner.send('case-3-12', null);
    person({ what: 'ended', by: 'peer', status: 486, answered: false });
    expect(run()).toMatchObject({ state: 'notAnswered', endedBy: 'trainee', score: 0 });
    expect(run().rubric.every(({ state }) => state === 'missed')).toBe(true);
    expect(records.recent(1)).toEqual([run()]);
  });

  it('is stopped by the trainer', async () => {
    await answered();
    expect(await runner.stop()).toEqual({ ok: true, value: {} });
    expect(wire.asked.at(-1)).toEqual(['hangUp', { personId: 'p1' }]);
    person({ what: 'ended', by: 'self', status: null, answered: true });
    expect(run().endedBy).toBe('trainer');
    expect(await runner.stop()).toMatchObject({ ok: false, error: { code: 'training/no-run' } });
  });

  it('says the trainee hung up when the far end did', async () => {
    await answered();
    did('hungUp');
    person({ what: 'ended', by: 'peer', status: null, answered: true });
    expect(run().endedBy).toBe('trainee');
  });

  it('ends with the exchange', async () => {
    await answered();
    wire.down();
    expect(run()).toMatchObject({ state: 'finished', endedBy: 'line' });
  });

  it('refuses what cannot be', async () => {
    const code = async (scenarioId = 'case-3-12'): Promise<string> => {
      const result = await runner.send(scenarioId, null);
      return result.ok ? 'ok' : result.error.code;
    };
    expect(await code('case-9-9')).toBe('common/not-found');
    wire.state.ready = null;
    expect(await code()).toBe('training/exchange-down');
    wire.state.ready = {} as SandboxReady;
    wire.state.personId = null;
    expect(await code()).toBe('training/no-seat');
    wire.state.fail = true;
    expect(await code()).toBe('training/exchange-down');
    wire.state.fail = false;
    wire.state.personId = 'p1';
    trainee = null;
    expect(await code()).toBe('training/no-seat');
    trainee = { seatNumber: '3190', name: '吴桐', user: '3190' };
    expect(await code()).toBe('ok');
    expect(await code()).toBe('training/run-active');
    expect(runner.run.get().run?.state).toBe('ringing');
  });

  it('does not mix up two callers, and starts anew after an end', async () => {
    await answered();
    wire.tell({ what: 'ended', at: 1, personId: 'p2', by: 'self', status: null, answered: true });
    expect(run().state).toBe('running');
    person({ what: 'ended', by: 'self', status: null, answered: true });
    wire.state.personId = 'p3';
    expect(await runner.send('case-3-17', null)).toMatchObject({ ok: true });
    expect(run()).toMatchObject({ state: 'ringing', scenarioId: 'case-3-17', steps: [], score: 0 });
    expect(records.recent(5).map(({ scenarioId }) => scenarioId)).toEqual(['case-3-12']);
  });
});
