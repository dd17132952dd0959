import type { Log } from '#electron/log/log.ts';
import type { Who } from '#shared/core/text.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import {
  mostRows,
  pageLength,
  type IncidentRow,
  type IncidentState,
  type RowList,
} from '#shared/incident/contract.ts';
import { isIncidentOpen, mayStepIncident, type IncidentPhase } from '#shared/incident/phase.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Source } from '#shared/lib/publisher.ts';
import { startChecker } from './checker.ts';
import { createIncidentBoard } from './incident-board.ts';
import type { BulkGateway, IncidentRepository, IncidentStep, StoredIncident } from './ports.ts';
import { readList } from './read-list.ts';
import type { RetryDeps } from './retry.ts';
import { startRunner, type Runner } from './runner.ts';

export interface IncidentDeps {
  readonly clock: Clock;
  readonly log: Log;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  readonly newId: () => string;
  readonly repository: IncidentRepository;
  readonly gateway: BulkGateway;
  readonly person: () => Who | null;
  /** Cards on the wire at once. */
  readonly parallel: () => number;
  /** Gives the event loop a turn: signalling shares it. */
  readonly turn: () => Promise<void>;
}

/**
 * 批量挂失 (C08, case 3.19): a list of cards held as one operation. Two persons, a list that is on disk before anything
 * is done, one key a card for life; it goes on after a restart where it was.
 */
export interface IncidentRoom {
  readonly state: Source<IncidentState>;
  draft(name: string, reason: string, list: string): Promise<Result<{ readonly incidentId: string }>>;
  submit(incidentId: string): Result<Record<string, never>>;
  discard(incidentId: string): Result<Record<string, never>>;
  /** `cards`: the number that the second person read; another one by now is refused. */
  confirm(incidentId: string, cards: number): Result<Record<string, never>>;
  pause(incidentId: string): Promise<Result<Record<string, never>>>;
  resume(incidentId: string): Promise<Result<Record<string, never>>>;
  stop(incidentId: string): Promise<Result<Record<string, never>>>;
  rows(incidentId: string, list: RowList, from: number): Result<{ rows: IncidentRow[]; total: number }>;
  /** After start: goes on with what was under way. Call once. */
  goOn(): void;
  dispose(): void;
}

export function createIncidentRoom(deps: IncidentDeps): IncidentRoom {
  const { clock, log, repository } = deps;
  const board = createIncidentBoard(clock, repository);
  let checker: { stop(): void } | null = null;
  let runner: Runner | null = null;
  /** What was on the wire when it was paused still gets its answer; only then may it go on. */
  let halting: Promise<void> = Promise.resolve();
  const work: RetryDeps = {
    clock,
    random: deps.random,
    onTrouble: board.trouble,
    onBug: (error) => log.error('incident work failed', { error: String(error) }),
  };

  const take = (incidentId: string, step: IncidentStep): StoredIncident => {
    const incident = repository.step(incidentId, step);
    log.info('incident stepped', { incidentId, phase: incident.phase });
    board.took(incident);
    return incident;
  };
  const check = (incidentId: string): void => {
    checker = startChecker(
      {
        ...work,
        gateway: deps.gateway,
        repository,
        onChecked: board.recount,
        onDone: () => void take(incidentId, { to: 'ready', at: clock.now() }),
      },
      incidentId,
    );
  };
  const run = (incident: StoredIncident): void => {
    if (incident.confirmedBy === null || incident.confirmedAt === null)
      throw new Error('nobody has confirmed it');
    runner = startRunner(
      {
        ...work,
        gateway: deps.gateway,
        repository,
        parallel: deps.parallel(),
        onKept: (answers) => board.answered(answers, clock.monotonicMs()),
        onDone: () => void take(incident.incidentId, { to: 'done', at: clock.now() }),
      },
      { incidentId: incident.incidentId, by: incident.confirmedBy, askedAt: incident.confirmedAt },
    );
  };
  /** The incident, if it may go there now. */
  const onTheWay = (incidentId: string, to: IncidentPhase): Result<StoredIncident> => {
    const incident = repository.find(incidentId);
    if (!incident) return fail(appError('incident/unknown', { incidentId }));
    return mayStepIncident(incident.phase, to)
      ? ok(incident)
      : fail(appError('incident/wrong-phase', { phase: incident.phase }));
  };
  const simply = (incidentId: string, to: IncidentPhase): Result<Record<string, never>> => {
    const found = onTheWay(incidentId, to);
    if (!found.ok) return found;
    take(incidentId, { to, at: clock.now() });
    return ok({});
  };
  const halt = async (
    incidentId: string,
    to: 'paused' | 'stopped',
  ): Promise<Result<Record<string, never>>> => {
    const found = onTheWay(incidentId, to);
    if (!found.ok) return found;
    take(incidentId, { to, at: clock.now() });
    halting = runner?.stop() ?? Promise.resolve();
    runner = null;
    await halting;
    if (to === 'stopped') repository.leaveOpenRows(incidentId);
    board.recount();
    return ok({});
  };

  return {
    state: board.state,
    draft: (name, reason, list) =>
      draftIncident(deps, { name, reason, list }, (incidentId) => {
        board.load();
        check(incidentId);
      }),
    submit(incidentId) {
      if (repository.counts(incidentId).open === 0) return fail(appError('incident/nothing-to-hold', {}));
      return simply(incidentId, 'awaitingSecond');
    },
    discard(incidentId) {
      const discarded = simply(incidentId, 'discarded');
      if (discarded.ok) checker?.stop();
      return discarded;
    },
    confirm(incidentId, cards) {
      const found = onTheWay(incidentId, 'running');
      if (!found.ok) return found;
      const refused = refusalOf(deps, found.value, cards);
      if (refused) return refused;
      run(take(incidentId, { to: 'running', at: clock.now(), by: deps.person() ?? found.value.createdBy }));
      return ok({});
    },
    pause: (incidentId) => halt(incidentId, 'paused'),
    async resume(incidentId) {
      await halting;
      const found = onTheWay(incidentId, 'running');
      if (!found.ok) return found;
      if (found.value.phase !== 'paused')
        return fail(appError('incident/wrong-phase', { phase: found.value.phase }));
      run(take(incidentId, { to: 'running', at: clock.now() }));
      return ok({});
    },
    stop: (incidentId) => halt(incidentId, 'stopped'),
    rows(incidentId, list, from) {
      if (!repository.find(incidentId)) return fail(appError('incident/unknown', { incidentId }));
      return ok(repository.rows(incidentId, list, from, pageLength));
    },
    goOn() {
      repository.dropHalfRead();
      board.load();
      const current = repository.newest(1)[0];
      if (current?.phase === 'checking') check(current.incidentId);
      if (current?.phase === 'running') run(current);
    },
    dispose() {
      checker?.stop();
      void runner?.stop();
      board.dispose();
    },
  };
}

/** Why this person may not be the second one, or the number is no longer the one that was read. */
function refusalOf(deps: IncidentDeps, incident: StoredIncident, cards: number): Result<never> | null {
  const person = deps.person();
  if (person === null || person.personId === incident.createdBy.personId)
    return fail(appError('incident/same-person', { name: incident.createdBy.name }));
  const { open } = deps.repository.counts(incident.incidentId);
  return open === cards ? null : fail(appError('incident/changed', { cards: open }));
}

async function draftIncident(
  deps: IncidentDeps,
  given: { readonly name: string; readonly reason: string; readonly list: string },
  onKept: (incidentId: string) => void,
): Promise<Result<{ readonly incidentId: string }>> {
  const { clock, repository, log } = deps;
  const createdBy = deps.person();
  if (createdBy === null) return fail(appError('common/not-allowed', { need: 'signedIn' }));
  const open = repository.newest(1).find(({ phase }) => isIncidentOpen(phase));
  if (open) return fail(appError('incident/open-one', { name: open.name }));
  const incidentId = `inc-${deps.newId()}`;
  let rows = 0;
  try {
    const { name, reason } = given;
    repository.create({ incidentId, name, reason, createdAt: clock.now(), createdBy });
    for await (const slice of readList(given.list, deps.turn)) {
      rows += slice.length;
      if (rows > mostRows) {
        repository.drop(incidentId);
        return fail(appError('incident/too-long', { rows, most: mostRows }));
      }
      repository.addRows(incidentId, slice);
    }
    if (rows === 0) {
      repository.drop(incidentId);
      return fail(appError('incident/empty-list', {}));
    }
    repository.wholeListKept(incidentId);
  } catch (error) {
    const reference = deps.newId().slice(0, 8);
    log.error('incident not written', { reference, error: String(error) });
    return fail(appError('incident/not-written', { reference }, 'now'));
  }
  onKept(incidentId);
  return ok({ incidentId });
}
