import type { CareList, CareState, FollowUp, HelpRequest, StepCards } from '#shared/care/contract.ts';
import { noCareList, noCareState } from '#shared/care/contract.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import type { RefusedTable } from '#shared/risk/state.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import { errorFields, type Log } from '#electron/log/log.ts';
import { helpAnswered, helpAsked } from './call-help.ts';
import { mayMoveMoney } from './money-gate.ts';
import type { CareCall, CareOfCall, CarePerson, CareRepository, CareSituation } from './ports.ts';
import { moved } from './step-moves.ts';

export interface CareDeskDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => string;
  readonly repository: CareRepository;
  /** The caller's call, from the ring to the end of its wrap-up. */
  readonly call: Source<CareCall | null>;
  readonly situation: () => CareSituation;
  readonly person: () => CarePerson | null;
  readonly people: () => readonly CarePerson[];
  /** Steps of an article; null when it has none. */
  readonly stepsOf: (articleId: string) => Pick<StepCards, 'title' | 'steps'> | null;
  readonly dial: (number: string) => Result<CallId>;
  /** What was refused of the table that sets care flags. */
  readonly refusedRules: () => readonly RefusedTable[];
  readonly policy: () => CareState['money']['policy'];
  /** A call for help of this desk, or what has become of one from another seat: to be told there. */
  readonly tellHelp: (help: HelpRequest) => void;
}

type Done = Result<Record<string, never>>;

/** Care of the call that is up: step cards, safety questions, help from the team lead, and who calls again. */
export interface CareDesk {
  readonly state: Source<CareState>;
  readonly list: Source<CareList>;
  startSteps(callId: CallId, articleId: string): Done;
  step(callId: CallId, move: 'done' | 'repeat' | 'back'): Done;
  endSteps(callId: CallId): Done;
  safetyAsked(callId: CallId, id: string, asked: boolean): Done;
  askHelp(callId: CallId): Done;
  answerHelp(helpId: string, state: 'seen' | 'closed', advice?: string): Done;
  /** A call for help came from another seat, or the answer to one of ours. False when it is not for us. */
  heardHelp(help: HelpRequest): boolean;
  withdrawHelp(callId: CallId): Done;
  book(
    callId: CallId,
    kind: FollowUp['kind'],
    dueAt: number,
    ownerId: string,
  ): Result<{ readonly followUpId: string }>;
  bookNobody(callId: CallId, reason: string): Result<{ readonly followUpId: string }>;
  takeOn(followUpId: string): Done;
  callAgain(followUpId: string): Done;
  closeFollowUp(followUpId: string, state: 'kept' | 'cancelled'): Done;
  /** Whether money may move for the caller now. `callId` null: whoever is on the line. */
  mayMove(callId: CallId | null, anyway: boolean): Result<void>;
  /** Whether the wrap-up of this call may be put away. */
  mayFinish(callId: CallId): Result<void>;
  /** Flags or cards have changed. */
  look(): void;
  /** The caller is rung again in a new call: their place in the step cards goes with them. */
  carryOver(from: CallId, to: CallId): void;
  /** What was refused of the rules has changed. */
  rulesChanged(): void;
  dispose(): void;
}

interface Promised extends Pick<FollowUp, 'kind' | 'dueAt' | 'reason'> {
  readonly owner: CarePerson | null;
}

/** Who answers for what follows a crisis; one that was cancelled is none. */
function ownerOf(crisis: boolean, followUps: readonly FollowUp[]): CareState['owner'] {
  if (!crisis) return 'notNeeded';
  const one = followUps.find(({ kind, state }) => kind === 'crisis' && state !== 'cancelled');
  if (!one) return 'missing';
  return one.owner ? 'set' : 'nobody';
}

const nothing: CareOfCall = { steps: null, safety: [], crisis: false };

export function createCareDesk(deps: CareDeskDeps): CareDesk {
  const { clock, log, repository } = deps;
  const state = createPublisher<CareState>(noCareState);
  const list = createPublisher<CareList>(noCareList);
  let own: CareOfCall = nothing;

  /** Reads of a store that fails must not take the desk with it: the caller is on the line. */
  const read = <T>(otherwise: T, from: () => T): T => {
    try {
      return from();
    } catch (error) {
      log.error('care not read', errorFields(error));
      return otherwise;
    }
  };
  const followUpsOf = (callId: CallId): readonly FollowUp[] =>
    read<readonly FollowUp[]>([], () => repository.followUpsOf(callId).map(({ followUp }) => followUp));
  const safetyLeft = (): string[] =>
    deps.situation().safety.filter((id) => !own.safety.some((one) => one.id === id));
  const show = (): void => {
    const help = read<readonly HelpRequest[]>([], () => repository.openHelp());
    const followUps = read<readonly FollowUp[]>([], () =>
      repository.openFollowUps().map(({ followUp }) => followUp),
    );
    list.set({
      help: help.slice(0, 50),
      followUps: followUps.slice(0, 200),
      refusedRules: deps.refusedRules().slice(0, 20),
    });
    const callId = deps.call.get()?.callId ?? null;
    if (callId === null) return state.set(noCareState);
    const ofCall = followUpsOf(callId);
    state.set({
      callId,
      steps: own.steps,
      safety: [...own.safety],
      help: help.find((one) => one.callId === callId && !one.away) ?? null,
      followUps: ofCall.slice(0, 5),
      money: { policy: deps.policy(), left: safetyLeft() },
      owner: ownerOf(own.crisis, ofCall),
    });
  };
  const follow = (): void => {
    const callId = deps.call.get()?.callId ?? null;
    if (callId === state.get().callId) return;
    own = callId === null ? nothing : read(nothing, () => repository.ofCall(callId) ?? nothing);
    show();
    look();
  };
  /** A crisis is kept with the call: who follows up is asked about after a restart, too. */
  const look = (): void => {
    const callId = deps.call.get()?.callId ?? null;
    if (callId === null || callId !== state.get().callId) return;
    const { flags, lifted } = deps.situation();
    const crisis = flags.includes('crisis') || (own.crisis && !lifted.includes('crisis'));
    if (crisis !== own.crisis) change(callId, (now) => ({ ...now, crisis }));
    else if (
      safetyLeft().join() !== state.get().money.left.join() ||
      deps.policy() !== state.get().money.policy
    )
      show();
  };
  /** On disk first, then shown. */
  const write = (what: () => void): Done => {
    try {
      what();
    } catch (error) {
      log.error('care not kept', errorFields(error));
      return fail(appError('care/not-kept', {}, 'now'));
    }
    show();
    return ok({});
  };
  const here = (callId: CallId): CareCall | null => {
    const call = deps.call.get();
    return call?.callId === callId ? call : null;
  };
  const change = (callId: CallId, next: (now: CareOfCall) => CareOfCall): Done => {
    if (!here(callId)) return fail(appError('care/other-call', {}));
    const made = next(own);
    return write(() => {
      repository.saveCall(callId, made, clock.now());
      own = made;
    });
  };
  const helpOf = (fits: (help: HelpRequest) => boolean): HelpRequest | null =>
    read<readonly HelpRequest[]>([], () => repository.openHelp()).find(fits) ?? null;
  /** On disk, shown, and told to the other side. */
  const keepHelp = (help: HelpRequest): Done => {
    const kept = write(() => repository.saveHelp(help));
    if (kept.ok) deps.tellHelp(help);
    return kept;
  };
  const followUpOf = (followUpId: string) =>
    read<ReturnType<CareRepository['openFollowUps']>>([], () => repository.openFollowUps()).find(
      ({ followUp }) => followUp.followUpId === followUpId,
    ) ?? null;
  const keepFollowUp = (
    callId: CallId,
    { kind, dueAt, owner, reason }: Promised,
  ): Result<{ readonly followUpId: string }> => {
    const call = here(callId);
    const person = deps.person();
    if (!call) return fail(appError('care/other-call', {}));
    if (!person || (owner === null && reason === ''))
      return fail(appError('common/not-allowed', { need: 'signedIn' }));
    if (call.number === '' && owner !== null) return fail(appError('care/no-number', {}));
    const { name, phoneMasked, flags } = deps.situation();
    // One of a kind for a call: booking again moves it.
    const before = followUpsOf(callId).find((one) => one.kind === kind && one.state === 'open');
    const followUpId = before?.followUpId ?? deps.newId();
    const followUp: FollowUp = {
      followUpId,
      kind,
      callId,
      callerName: name ? { zh: name.zh, en: name.en } : { zh: '', en: '' },
      phoneMasked,
      flags: [...flags],
      dueAt,
      owner: owner && { personId: owner.personId, name: { ...owner.name } },
      reason,
      step: own.steps && { at: own.steps.at, count: own.steps.steps.length },
      madeAt: clock.now(),
      by: { personId: person.personId, name: person.name.zh },
      state: 'open',
      tries: 0,
      doneAt: null,
    };
    const kept = write(() => repository.saveFollowUp({ followUp, number: call.number }));
    return kept.ok ? ok({ followUpId }) : kept;
  };
  const carryOver = (from: CallId, to: CallId): void => {
    const steps = read(nothing, () => repository.ofCall(from) ?? nothing).steps;
    if (steps === null) return;
    const carried: CareOfCall = { ...nothing, steps };
    write(() => {
      repository.saveCall(to, carried, clock.now());
      if (state.get().callId === to) own = { ...own, steps };
    });
  };
  const missing = (what: string): Done => fail(appError('care/not-found', { what }));

  const undo: Undo = deps.call.subscribe(follow);
  follow();
  show();
  return {
    state,
    list,
    startSteps(callId, articleId) {
      const found = deps.stepsOf(articleId);
      if (!found) return fail(appError('care/no-steps', { articleId }));
      return change(callId, (now) => ({ ...now, steps: { ...found, articleId, at: 0, repeats: 0 } }));
    },
    step: (callId, move) => change(callId, (now) => ({ ...now, steps: now.steps && moved(now.steps, move) })),
    endSteps: (callId) => change(callId, (now) => ({ ...now, steps: null })),
    safetyAsked: (callId, id, asked) =>
      change(callId, (now) => {
        const others = now.safety.filter((one) => one.id !== id);
        return { ...now, safety: asked ? [...others, { id, at: clock.now() }].slice(-20) : others };
      }),
    askHelp(callId) {
      const call = here(callId);
      const person = deps.person();
      if (!call) return fail(appError('care/other-call', {}));
      if (!person) return fail(appError('common/not-allowed', { need: 'signedIn' }));
      const before = helpOf((one) => one.callId === callId && !one.away);
      const made = { helpId: deps.newId(), at: clock.now() };
      return keepHelp(helpAsked(call, person, deps.situation(), before, made));
    },
    answerHelp(helpId, next, advice) {
      const help = helpOf((one) => one.helpId === helpId);
      const person = deps.person();
      if (!help || !person) return missing('help');
      return keepHelp(helpAnswered(help, { state: next, advice }, person, clock));
    },
    heardHelp(told) {
      const ours = helpOf((one) => one.helpId === told.helpId);
      // The answer to ours: where the call stands is what this desk knows, not what came back.
      if (ours && !ours.away) {
        const { state: next, seenBy, seenAt, seenSeat, advice } = told;
        return write(() => repository.saveHelp({ ...ours, state: next, seenBy, seenAt, seenSeat, advice }))
          .ok;
      }
      if (!ours && told.state === 'closed') return true;
      return write(() => repository.saveHelp({ ...told, away: true })).ok;
    },
    withdrawHelp(callId) {
      const help = helpOf((one) => one.callId === callId && !one.away);
      return help ? keepHelp({ ...help, state: 'closed' }) : missing('help');
    },
    book(callId, kind, dueAt, ownerId) {
      const owner = deps.people().find(({ personId }) => personId === ownerId) ?? deps.person();
      return keepFollowUp(callId, { kind, dueAt, owner, reason: '' });
    },
    bookNobody(callId, reason) {
      const kept = keepFollowUp(callId, { kind: 'crisis', dueAt: clock.now(), owner: null, reason });
      // The lead gets it as a call for help: somebody has to be named.
      const call = here(callId);
      const person = deps.person();
      if (!kept.ok || !call || !person) return kept;
      const before = helpOf((one) => one.callId === callId && !one.away);
      const made = { helpId: deps.newId(), at: clock.now() };
      const told = keepHelp({ ...helpAsked(call, person, deps.situation(), before, made), nobody: reason });
      return told.ok ? kept : told;
    },
    takeOn(followUpId) {
      const kept = followUpOf(followUpId);
      const person = deps.person();
      if (!kept || !person) return missing('followUp');
      const owner = { personId: person.personId, name: { ...person.name } };
      return write(() => repository.saveFollowUp({ ...kept, followUp: { ...kept.followUp, owner } }));
    },
    callAgain(followUpId) {
      const kept = followUpOf(followUpId);
      if (!kept) return missing('followUp');
      const dialled = deps.dial(kept.number);
      if (!dialled.ok) return dialled;
      carryOver(kept.followUp.callId, dialled.value);
      const followUp = { ...kept.followUp, tries: Math.min(100, kept.followUp.tries + 1) };
      return write(() => repository.saveFollowUp({ ...kept, followUp }));
    },
    closeFollowUp(followUpId, next) {
      const kept = followUpOf(followUpId);
      if (!kept) return missing('followUp');
      const followUp = { ...kept.followUp, state: next, doneAt: clock.now() };
      return write(() => repository.saveFollowUp({ ...kept, followUp }));
    },
    mayMove(callId, anyway) {
      const call = deps.call.get();
      if (!call || (callId !== null && callId !== call.callId)) return ok(undefined);
      return mayMoveMoney({ policy: deps.policy(), left: safetyLeft() }, anyway);
    },
    mayFinish(callId) {
      const { crisis } =
        callId === state.get().callId ? own : read(nothing, () => repository.ofCall(callId) ?? nothing);
      return ownerOf(crisis, followUpsOf(callId)) === 'missing'
        ? fail(appError('care/owner-missing', {}))
        : ok(undefined);
    },
    look,
    rulesChanged: show,
    carryOver,
    dispose: undo,
  };
}
