import { randomUUID } from 'node:crypto';
import { createCaseHandlers } from '#electron/cases/case-handlers.ts';
import { createCases, type Cases } from '#electron/cases/cases.ts';
import type { CaseControls, JudgeCase } from '#electron/cases/ports.ts';
import { wholeAmount } from '#electron/cases/case-view.ts';
import type { CallManager } from '#electron/call/call-manager.ts';
import type { Controls } from '#electron/control/ports.ts';
import type { CoreClient } from '#electron/core/client.ts';
import { localDay } from '#electron/guidance/local-day.ts';
import type { Log } from '#electron/log/log.ts';
import type { SeatManager } from '#electron/seat/seat-manager.ts';
import { createCaseRepository } from '#electron/store/case-repository.ts';
import type { Db } from '#electron/store/db.ts';
import type { SandboxClient } from '#electron/training/sandbox-client.ts';
import type { Person } from '#shared/access/people.ts';
import type { AskedControl } from '#shared/cases/contract.ts';
import { derivedCues } from '#shared/guidance/derived-cues.ts';
import { rankPlaybooks } from '#shared/guidance/ranking.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import { riskFactsOf } from '#shared/risk/facts.ts';
import type { SettingValues } from '#shared/settings/values.ts';
import type { DeskRooms } from './desk.ts';

export interface CaseParts {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly values: Source<SettingValues>;
  readonly calls: CallManager;
  readonly seat: SeatManager;
  readonly core: CoreClient;
  readonly sandbox: SandboxClient;
  readonly person: Source<Person | null>;
  readonly rooms: Pick<DeskRooms, 'guidance' | 'library' | 'risk' | 'control' | 'caller'>;
}

export type CaseHandlers = ReturnType<typeof createCaseHandlers>;

/** How long an agent sees a case coming before it is rung: time to read amount, age and payee. */
const noticeMs = 6_000;

/** Outbound verification on the rooms there are: calls, controls, prompts, tables. */
export function composeCases(parts: CaseParts): { readonly cases: Cases; readonly handlers: CaseHandlers } {
  const { clock, log, calls, seat, core, person, rooms, values } = parts;
  const cases = createCases({
    clock,
    log,
    newId: randomUUID,
    feed: core.caseFeed,
    core,
    calls,
    controls: controlsOf(rooms.control),
    repository: createCaseRepository(parts.db),
    judge: judgeBy(parts),
    person() {
      const who = person.get();
      return who === null ? null : { personId: who.id, name: who.name.zh };
    },
    seat: () => person.get()?.seatNumber ?? null,
    work: derived(seat.state, ({ work }) => work),
    lineIsFree: () => calls.occupied() === 'no',
    offersItself: derived(values, (now) => now['seat.offerCases']),
    noticeMs,
    wasAsked: (callId) => rooms.guidance.stepsOf(callId).some(({ kind }) => kind === 'answerMarked'),
    shown: () => JSON.stringify(onScreen(parts)),
  });
  rooms.library.library.subscribe(cases.judgeAgain);
  const sendSample = core.health.get().sandbox
    ? async (scenarioId: string | undefined): Promise<string | null> =>
        (await parts.sandbox.request('sendCase', scenarioId === undefined ? {} : { scenarioId })).caseId
    : null;
  return { cases, handlers: createCaseHandlers(cases, sendSample) };
}

/** What stands on the screen when somebody decides: masked, as it is shown. */
function onScreen({ rooms }: CaseParts): object {
  const { tier, control, rows, table } = rooms.risk.state.get();
  const { ticked, asked, playbookId, playbookVersion } = rooms.guidance.state.get();
  const { holder, flags, pendingTransaction } = rooms.caller.state.get();
  return {
    risk: { tier, control, table, reasons: rows.map(({ reason }) => reason) },
    ticked: ticked.map(({ cueId, source, callOffsetMs }) => ({ cueId, source, callOffsetMs })),
    asked: asked.map(({ questionId, mark, latencyMs }) => ({ questionId, mark, latencyMs })),
    playbook: playbookId === null ? null : { playbookId, playbookVersion },
    holder: holder && { name: holder.name.masked, age: holder.age },
    flags: flags.filter(({ lifted }) => lifted === null).map(({ flag }) => flag),
    transaction: pendingTransaction,
  };
}

/** A slice of a source that tells only when it changes. */
function derived<T, S extends string | boolean>(source: Source<T>, select: (value: T) => S): Source<S> {
  const slice = createPublisher(select(source.get()));
  source.subscribe((value) => slice.set(select(value)));
  return slice;
}

/** Cases ask for controls by the one outbox, and see what became of them. */
function controlsOf(control: Controls): CaseControls {
  const read = (): ReadonlyMap<string, readonly AskedControl[]> => {
    const byCase = new Map<string, AskedControl[]>();
    for (const { caseId, control: id, state, askedAt } of control.state.get().requests) {
      if (caseId === null) continue;
      const one = { control: id, state, at: askedAt };
      byCase.set(
        caseId,
        [...(byCase.get(caseId) ?? []), one].toSorted((a, b) => a.at - b.at),
      );
    }
    return byCase;
  };
  const asked = createPublisher(read());
  control.state.subscribe(() => asked.set(read()));
  return {
    asked,
    mayMove: control.mayMove,
    apply: ({ control: id, target, until, reason, caseId, callId, byRule, anyway }) =>
      control.apply({
        control: id,
        target,
        ...(until === undefined ? {} : { params: { until } }),
        reason,
        caseId,
        callId,
        anyway,
        ...(byRule ? { by: { personId: 'rule', name: 'rule' } } : {}),
      }),
  };
}

/** The bank's own tables on what is known before anybody is rung. */
function judgeBy({ clock, rooms }: CaseParts): JudgeCase {
  return async (one, age) => {
    const library = rooms.library.library.get();
    const { flags } = one.holder;
    const cues = [...one.cues, ...derivedCues({ age, flags, pending: true })];
    const known = library.cues.filter(({ id }) => cues.includes(id)).map(({ id }) => id);
    const facts = riskFactsOf(
      {
        age,
        flags,
        pending: { amount: wholeAmount(one.money), currency: one.money.currency },
        cues,
        chosen: null,
        ranking: rankPlaybooks(library, known, localDay(clock.now())),
      },
      library,
    );
    const assessed = await rooms.risk.assess(facts);
    if (!assessed) return { tier: 'unknown', control: null, reasons: [] };
    return {
      tier: assessed.tier,
      control: assessed.control,
      reasons: assessed.rows.map(({ reason }) => reason).filter(({ zh }) => zh !== ''),
    };
  };
}
