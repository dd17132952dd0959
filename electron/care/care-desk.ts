import type { CareFlag } from '#shared/care/care-flag.ts';
import type { CareList, CareState, FollowUp, HelpRequest, StepCards } from '#shared/care/contract.ts';
import { noCareList, noCareState } from '#shared/care/contract.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import { errorFields, type Log } from '#electron/log/log.ts';
import type { CareCall, CareOfCall, CareRepository } from './ports.ts';
import { moved } from './step-moves.ts';

/** What the rest of the desk knows of the call at this moment. */
export interface CareSituation {
  readonly name: { readonly zh: string; readonly en: string; readonly masked: string } | null;
  readonly phoneMasked: string;
  readonly flags: readonly CareFlag[];
  readonly playbookId: string | null;
  readonly tier: HelpRequest['tier'];
}

export interface CarePerson {
  readonly personId: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly seatNumber: string;
}

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
  readonly dial: (number: string) => Result<unknown>;
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
  answerHelp(helpId: string, state: 'seen' | 'closed'): Done;
  withdrawHelp(callId: CallId): Done;
  book(
    callId: CallId,
    kind: FollowUp['kind'],
    dueAt: number,
    ownerId: string,
  ): Result<{ readonly followUpId: string }>;
  callAgain(followUpId: string): Done;
  closeFollowUp(followUpId: string, state: 'kept' | 'cancelled'): Done;
  dispose(): void;
}

const nothing: CareOfCall = { steps: null, safety: [] };

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
  const show = (): void => {
    const help = read<readonly HelpRequest[]>([], () => repository.openHelp());
    const followUps = read<readonly FollowUp[]>([], () =>
      repository.openFollowUps().map(({ followUp }) => followUp),
    );
    list.set({ help: help.slice(0, 50), followUps: followUps.slice(0, 200) });
    const callId = deps.call.get()?.callId ?? null;
    if (callId === null) return state.set(noCareState);
    state.set({
      callId,
      steps: own.steps,
      safety: [...own.safety],
      help: help.find((one) => one.callId === callId) ?? null,
      followUps: read<FollowUp[]>([], () =>
        repository.followUpsOf(callId).map(({ followUp }) => followUp),
      ).slice(0, 5),
    });
  };
  const follow = (): void => {
    const callId = deps.call.get()?.callId ?? null;
    if (callId === state.get().callId) return;
    own = callId === null ? nothing : read(nothing, () => repository.ofCall(callId) ?? nothing);
    show();
  };
  const undo: Undo = deps.call.subscribe(follow);
  follow();
  show();

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
  const followUpOf = (followUpId: string) =>
    read<ReturnType<CareRepository['openFollowUps']>>([], () => repository.openFollowUps()).find(
      ({ followUp }) => followUp.followUpId === followUpId,
    ) ?? null;
  const missing = (what: string): Done => fail(appError('care/not-found', { what }));

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
      const { name, flags, playbookId, tier } = deps.situation();
      const kind = flags.includes('crisis') ? 'crisis' : 'help';
      const before = helpOf((one) => one.callId === callId);
      // Once more for the same call: what has become of it is told, and it stays one request.
      return write(() =>
        repository.saveHelp({
          helpId: before?.helpId ?? deps.newId(),
          callId,
          kind,
          askedAt: before?.askedAt ?? clock.now(),
          by: { personId: person.personId, name: person.name.zh },
          seatNumber: person.seatNumber,
          callerMasked: name?.masked ?? '',
          queue: call.queue,
          answeredAt: call.answeredAt,
          flags: [...flags],
          playbookId,
          tier,
          state: before?.state ?? 'asked',
          seenBy: before?.seenBy ?? null,
          seenAt: before?.seenAt ?? null,
        }),
      );
    },
    answerHelp(helpId, next) {
      const help = helpOf((one) => one.helpId === helpId);
      const person = deps.person();
      if (!help || !person) return missing('help');
      const by = { personId: person.personId, name: person.name.zh };
      return write(() =>
        repository.saveHelp({
          ...help,
          state: next,
          seenBy: help.seenBy ?? by,
          seenAt: help.seenAt ?? clock.now(),
        }),
      );
    },
    withdrawHelp(callId) {
      const help = helpOf((one) => one.callId === callId);
      return help ? write(() => repository.saveHelp({ ...help, state: 'closed' })) : missing('help');
    },
    book(callId, kind, dueAt, ownerId) {
      const call = here(callId);
      const person = deps.person();
      const owner = deps.people().find(({ personId }) => personId === ownerId) ?? person;
      if (!call) return fail(appError('care/other-call', {}));
      if (!person || !owner) return fail(appError('common/not-allowed', { need: 'signedIn' }));
      if (call.number === '') return fail(appError('care/no-number', {}));
      const { name, phoneMasked, flags } = deps.situation();
      // One of a kind for a call: booking again moves it.
      const before = read<ReturnType<CareRepository['followUpsOf']>>([], () =>
        repository.followUpsOf(callId),
      ).find(({ followUp }) => followUp.kind === kind && followUp.state === 'open');
      const followUpId = before?.followUp.followUpId ?? deps.newId();
      const followUp: FollowUp = {
        followUpId,
        kind,
        callId,
        callerName: name ? { zh: name.zh, en: name.en } : { zh: '', en: '' },
        phoneMasked,
        flags: [...flags],
        dueAt,
        owner: { personId: owner.personId, name: { ...owner.name } },
        madeAt: clock.now(),
        by: { personId: person.personId, name: person.name.zh },
        state: 'open',
        tries: 0,
        doneAt: null,
      };
      const kept = write(() => repository.saveFollowUp({ followUp, number: call.number }));
      return kept.ok ? ok({ followUpId }) : kept;
    },
    callAgain(followUpId) {
      const kept = followUpOf(followUpId);
      if (!kept) return missing('followUp');
      const dialled = deps.dial(kept.number);
      if (!dialled.ok) return dialled;
      const followUp = { ...kept.followUp, tries: Math.min(100, kept.followUp.tries + 1) };
      return write(() => repository.saveFollowUp({ ...kept, followUp }));
    },
    closeFollowUp(followUpId, next) {
      const kept = followUpOf(followUpId);
      if (!kept) return missing('followUp');
      const followUp = { ...kept.followUp, state: next, doneAt: clock.now() };
      return write(() => repository.saveFollowUp({ ...kept, followUp }));
    },
    dispose: undo,
  };
}
