import type { Log } from '#electron/log/log.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import type { ScenarioSummary, TrainingRun } from '#shared/training/contract.ts';
import type { DeskEvent } from '#shared/training/desk-event.ts';
import { summaryOf, type Scenario } from '#shared/training/scenario.ts';
import type { CoreDrills } from './core-drill.ts';
import type { DeskEvents, Sandbox, TrainingRecords } from './ports.ts';
import { judged, kept, newRun, withStep } from './run-judge.ts';
import type { PersonEvent } from './sandbox-protocol.ts';

/** The seat a scenario is sent to: its number and name for the trainer, its SIP user for the exchange. */
export interface Trainee {
  readonly seatNumber: string;
  readonly name: string;
  readonly user: string;
}

export interface ScenarioRunnerDeps {
  readonly clock: Clock;
  readonly log: Log;
  /** A new id each time. */
  newId(): string;
  readonly sandbox: Sandbox;
  readonly deskEvents: DeskEvents;
  readonly scenarios: ReadonlyMap<string, Scenario>;
  /** A scenario may have the core misbehave while its call is on. */
  readonly drills: Pick<CoreDrills, 'set' | 'state'>;
  readonly records: TrainingRecords;
  /** `null`: this machine's own seat. Null when there is no such seat, or nobody at it. */
  trainee(seatNumber: string | null): Trainee | null;
}

export interface ScenarioRunner {
  readonly scenarios: Source<{ readonly scenarios: ScenarioSummary[] }>;
  readonly run: Source<{ readonly run: TrainingRun | null }>;
  send(scenarioId: string, seatNumber: string | null): Promise<Result<{ runId: string }>>;
  stop(): Promise<Result<Record<string, never>>>;
  dispose(): void;
}

/** The wrap-up comes after the call: what is still open is judged for so long, then missed. */
const wrapUpGraceMs = 180_000;

interface Active {
  readonly scenario: Scenario;
  personId: string | null;
  events: readonly DeskEvent[];
  stopped: boolean;
  /** Rings of a verification case that are over. */
  rung: number;
  undoGrace: Undo;
}

const begun = (scenario: Scenario): Active => ({
  scenario,
  personId: null,
  events: [],
  stopped: false,
  rung: 0,
  undoGrace: () => {},
});

/** Whether the run is over with this ring: the caller's own call, or a case that is decided or has been rung as often as it takes. */
function ringIsLast(active: Active): boolean {
  const { rings } = active.scenario;
  active.rung += 1;
  return (
    rings === undefined || active.rung >= rings || active.events.some(({ kind }) => kind === 'caseDecided')
  );
}

/** The caller rings, or the case arrives. null: the sandbox did not answer. */
async function sentBy(
  sandbox: Sandbox,
  { script, rings }: Scenario,
  trainee: Trainee,
): Promise<{ readonly sent: boolean; readonly personId: string | null } | null> {
  const scenarioId = script.id;
  if (rings !== undefined) {
    const arrived = await sandbox.request('sendCase', { scenarioId }).catch(() => null);
    return arrived && { sent: arrived.caseId !== null, personId: null };
  }
  const rung = await sandbox.request('runScenario', { scenarioId, user: trainee.user }).catch(() => null);
  return rung && { sent: rung.personId !== null, personId: rung.personId };
}

const endedBy = (by: 'self' | 'peer' | 'line', active: Active): TrainingRun['endedBy'] => {
  if (active.stopped) return 'trainer';
  if (by === 'line') return 'line';
  return by === 'self' ? 'caller' : 'trainee';
};

/**
 * One training call at a time: sends the caller, writes down what the trainee does, judges it by the rubric.
 *
 *   ringing ─(answered)→ running ─(call over)→ finished ─(wrap-up saved, or 3 minutes)→ judged and kept
 *   ringing ─(declined, busy, not taken)→ notAnswered
 */
export function createScenarioRunner(deps: ScenarioRunnerDeps): ScenarioRunner {
  const { clock, sandbox } = deps;
  const published = createPublisher<{ readonly run: TrainingRun | null }>({ run: null });
  const summaries = [...deps.scenarios.values()].map(summaryOf);
  const scenarios = createPublisher({ scenarios: summaries });
  let active: Active | null = null;

  const current = (): TrainingRun | null => published.get().run;
  const publish = (run: TrainingRun): void => published.set({ run });

  /** Judging is over: what is open was missed, and the run is kept. */
  function close(): void {
    const run = current();
    if (!active || !run) return;
    active.undoGrace();
    const closed = judged(run, active.scenario, active.events, true);
    active = null;
    publish(closed);
    deps.records.save(closed);
  }

  /** What a scenario has set ends with its call; what a trainer has set stays. */
  const endDrill = (): void => {
    if (deps.drills.state.get().by === 'scenario') void deps.drills.set('off', 'scenario');
  };

  function end(by: 'self' | 'peer' | 'line', at: number): void {
    const run = current();
    if (!active || !run || run.endedAt !== null) return;
    endDrill();
    const answered = run.answeredAt !== null;
    const over: TrainingRun = {
      ...run,
      state: answered ? 'finished' : 'notAnswered',
      endedAt: at,
      endedBy: endedBy(by, active),
    };
    publish(judged(over, active.scenario, active.events, false));
    if (!answered) return close();
    active.undoGrace = clock.after(wrapUpGraceMs, close);
  }

  function onPerson(event: PersonEvent): void {
    const run = current();
    if (!active || !run) return;
    // The caller's first event may overtake the answer to our request: it is ours by its script. Of a case each ring is a new one.
    if (event.what === 'sent' && active.personId === null && event.scriptId === run.scenarioId) {
      active.personId = event.personId;
      if (active.scenario.rings !== undefined && run.answeredAt === null)
        return publish({ ...run, state: 'running', answeredAt: event.at });
    }
    if (event.personId !== active.personId) return;
    switch (event.what) {
      case 'answered':
        return publish({ ...run, state: 'running', answeredAt: run.answeredAt ?? event.at });
      case 'said':
        return publish({
          ...run,
          transcript: kept(run.transcript, { at: event.at, channel: event.channel, text: event.text }),
        });
      case 'beat':
        return publish({ ...run, beat: event.note });
      case 'ended':
        if (ringIsLast(active)) return end(event.by, event.at);
        active.personId = null;
        return;
      case 'sent':
      case 'ringing':
    }
  }

  function onDesk(event: DeskEvent): void {
    const run = current();
    if (!active || !run) return;
    // Of a case also what is decided before or between its rings counts.
    if (active.personId === null && active.scenario.rings === undefined) return;
    active.events = [...active.events, event];
    const next = withStep(run, active.scenario, active.events, event);
    publish(next);
    if (run.endedAt === null) {
      if (active.personId === null) return;
      sandbox
        .request('deskEvent', { personId: active.personId, event })
        .catch((error: unknown) => deps.log.warn('simulated caller not told', { reason: String(error) }));
    } else if (next.rubric.every(({ state }) => state === 'done')) close();
  }

  const undo: readonly Undo[] = [
    sandbox.onPersonEvent(onPerson),
    deps.deskEvents.subscribe(onDesk),
    sandbox.onDown(() => end('line', clock.now())),
  ];

  async function ring(scenario: Scenario, trainee: Trainee): Promise<Result<{ runId: string }>> {
    const runId = deps.newId();
    active = begun(scenario);
    publish(newRun(scenario, runId, trainee, clock.now()));
    const answer = await sentBy(sandbox, scenario, trainee);
    if (answer?.sent) {
      if (scenario.core !== 'off') await deps.drills.set(scenario.core, 'scenario');
      if (active && answer.personId !== null) active.personId = answer.personId;
      return ok({ runId });
    }
    active = null;
    published.set({ run: null });
    return answer
      ? fail(appError('training/no-seat', { seatNumber: trainee.seatNumber }, 'later'))
      : fail(appError('training/exchange-down', {}, 'later'));
  }

  return {
    scenarios,
    run: published,
    async send(scenarioId, seatNumber) {
      const scenario = deps.scenarios.get(scenarioId);
      if (!scenario) return fail(appError('common/not-found', { what: scenarioId }));
      const run = current();
      if (active && run?.endedAt === null) {
        return fail(appError('training/run-active', { scenarioId: run.scenarioId }));
      }
      if (!sandbox.ready) return fail(appError('training/exchange-down', {}, 'later'));
      const trainee = deps.trainee(seatNumber);
      if (!trainee) return fail(appError('training/no-seat', { seatNumber: seatNumber ?? '' }, 'later'));
      close();
      return ring(scenario, trainee);
    },
    async stop() {
      const run = current();
      const cannot = active?.personId === null && active.scenario.rings === undefined;
      if (!active || cannot || !run || run.endedAt !== null) return fail(appError('training/no-run', {}));
      active.stopped = true;
      if (active.personId === null) {
        end('self', clock.now());
        return ok({});
      }
      await sandbox.request('hangUp', { personId: active.personId }).catch(() => end('line', clock.now()));
      return ok({});
    },
    dispose() {
      close();
      undo.forEach((one) => one());
    },
  };
}
