import type { CallEvent } from '#electron/call/ports.ts';
import type { Log } from '#electron/log/log.ts';
import type { CaseAtHand } from '#shared/cases/contract.ts';
import type { Who } from '#shared/core/text.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import { attemptResult } from './attempt-end.ts';
import type { CaseCalls, CaseGateway, CaseRepository } from './ports.ts';

export interface CaseAtHandDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => string;
  readonly core: CaseGateway;
  readonly calls: CaseCalls;
  readonly repository: CaseRepository;
  readonly person: () => Who | null;
  readonly seat: () => string | null;
  readonly find: (
    caseId: string,
  ) => { readonly arrivedAt: string; readonly attempts: readonly unknown[] } | undefined;
  /** Something was asked and its answer marked in this call. */
  readonly wasAsked: (callId: CallId) => boolean;
  /** A decision of this case was asked for by this desk. */
  readonly wasDecided: (caseId: string) => boolean;
  /** Told after an attempt has ended and is on disk; `counted`: it counts. */
  readonly onAttempt: (caseId: string, counted: boolean) => void;
}

/** The one case this seat works: its lease, its ring, its call. */
export interface AtHand {
  readonly state: Source<CaseAtHand | null>;
  claim(caseId: string, phase: 'open' | 'coming', dialAt: number | null): Promise<Result<void>>;
  dial(caseId: string): Promise<Result<CallId>>;
  giveBack(caseId: string): Promise<Result<void>>;
  mark(caseId: string, mark: 'talked' | 'noValidAnswer' | null): Result<void>;
  /** Nothing is owed any more: the lease ends. Does nothing while a call is up. */
  finish(): void;
  dispose(): void;
}

/** A third of the core's lease: two renewals may be lost before the case is anybody's. */
const renewEveryMs = 15_000;

interface Attempt {
  readonly attemptId: string;
  readonly caseId: string;
  readonly callId: CallId;
  rangAt: number | null;
  answered: boolean;
}

export function createAtHand(deps: CaseAtHandDeps): AtHand {
  const { clock, log, core, calls, repository } = deps;
  const state = createPublisher<CaseAtHand | null>(null);
  let number: string | null = null;
  let attempt: Attempt | null = null;
  let undoRenew: Undo = () => undefined;

  const claimOf = (): { seat: string; by: Who } | null => {
    const by = deps.person();
    const seat = deps.seat();
    return by === null || seat === null ? null : { seat, by: { personId: by.personId, name: by.name } };
  };
  const set = (change: Partial<CaseAtHand>): void => {
    const now = state.get();
    if (now) state.set({ ...now, ...change });
  };
  const renewLater = (caseId: string): void => {
    undoRenew();
    undoRenew = clock.after(renewEveryMs, () => {
      const claim = claimOf();
      if (state.get()?.caseId !== caseId || !claim) return;
      void core.claimCase(caseId, claim).then((answer) => {
        if (state.get()?.caseId !== caseId) return;
        // Closed meanwhile: the call, if there is one, goes on, there is only nothing to hold any more.
        if (!answer.ok && answer.error.code === 'cases/closed') return;
        if (!answer.ok) log.warn('lease not renewed', { caseId, code: answer.error.code });
        if (!answer.ok && answer.error.code === 'cases/claimed-elsewhere' && attempt === null) return drop();
        renewLater(caseId);
      });
    });
  };
  /** Forgets it without asking: it is somebody else's now. */
  const drop = (): void => {
    undoRenew();
    number = null;
    state.set(null);
  };
  const leave = (): void => {
    const now = state.get();
    const claim = claimOf();
    drop();
    if (!now || !claim) return;
    void core.giveBackCase(now.caseId, claim).then((answer) => {
      // The lease then ends by itself.
      if (!answer.ok) log.warn('case not given back', { caseId: now.caseId, code: answer.error.code });
    });
  };
  const claim: AtHand['claim'] = async (caseId, phase, dialAt) => {
    if (attempt !== null) return fail(appError('cases/busy', { what: 'call' }));
    const asked = claimOf();
    if (!asked) return fail(appError('common/not-allowed', { need: 'signedIn' }));
    const before = state.get();
    if (before?.caseId === caseId) {
      set({ phase: before.phase === 'deciding' ? 'deciding' : phase, dialAt });
      return ok(undefined);
    }
    const answer = await core.claimCase(caseId, asked);
    if (!answer.ok) return answer;
    if (state.get() !== null) leave();
    number = answer.value.number;
    state.set({ caseId, phase, dialAt, callId: null, marked: null });
    renewLater(caseId);
    return ok(undefined);
  };
  const dial: AtHand['dial'] = async (caseId) => {
    const claimed = await claim(caseId, 'open', null);
    if (!claimed.ok) return claimed;
    const by = deps.person();
    const seat = deps.seat();
    const one = deps.find(caseId);
    if (by === null || seat === null || number === null || !one)
      return fail(appError('cases/unknown', { caseId }));
    const dialed = calls.dial(number);
    if (!dialed.ok) {
      // The line is taken: whoever is free may ring now.
      leave();
      return dialed;
    }
    const callId = dialed.value;
    attempt = { attemptId: `try-${deps.newId()}`, caseId, callId, rangAt: null, answered: false };
    set({ phase: 'dialing', dialAt: null, callId, marked: null });
    const { attemptId } = attempt;
    kept(log, () =>
      repository.addAttempt({
        attemptId,
        caseId,
        callId,
        seat,
        by,
        arrivedAt: Date.parse(one.arrivedAt),
        dialedAt: clock.now(),
        isFirst: one.attempts.length === 0,
      }),
    );
    return ok(callId);
  };
  const ended = (event: Extract<CallEvent, { kind: 'ended' }>, own: Attempt): void => {
    const at = clock.now();
    const { caseId, callId, rangAt, answered } = own;
    const result = attemptResult({
      end: event.end,
      answered,
      rangMs: rangAt === null ? null : at - rangAt,
      marked: state.get()?.marked ?? null,
      asked: deps.wasAsked(callId) || deps.wasDecided(caseId),
    });
    attempt = null;
    kept(log, () => repository.endAttempt(own.attemptId, at, result));
    // A call that was answered has a wrap-up, and in it the decision is owed; one that was not leaves the case to the next.
    if (answered) set({ phase: 'deciding', callId: null });
    else leave();
    deps.onAttempt(caseId, result !== null);
  };
  const undoCalls = calls.onEvent((event) => {
    const own = attempt;
    if (own === null || event.call.callId !== own.callId) return;
    if (event.kind === 'ringingThere' && own.rangAt === null) {
      const rangAt = clock.now();
      own.rangAt = rangAt;
      kept(log, () => repository.rang(own.attemptId, rangAt));
    }
    if (event.kind === 'answered') {
      own.answered = true;
      // Some exchanges answer without having rung.
      const rangAt = own.rangAt ?? clock.now();
      if (own.rangAt === null) kept(log, () => repository.rang(own.attemptId, rangAt));
      own.rangAt = rangAt;
      set({ phase: 'talking' });
    }
    if (event.kind === 'ended') ended(event, own);
  });

  return {
    state,
    claim,
    dial,
    async giveBack(caseId) {
      if (state.get()?.caseId !== caseId) return fail(appError('cases/not-yours', { caseId }));
      if (attempt !== null) return fail(appError('cases/busy', { what: 'call' }));
      leave();
      return ok(undefined);
    },
    mark(caseId, marked) {
      if (state.get()?.caseId !== caseId || state.get()?.phase !== 'talking')
        return fail(appError('cases/not-yours', { caseId }));
      set({ marked });
      return ok(undefined);
    },
    finish() {
      if (attempt === null && state.get() !== null) leave();
    },
    dispose() {
      undoCalls();
      undoRenew();
    },
  };
}

/** A disk that refuses must not cost the call; what is missing is said in the log. */
function kept(log: Log, write: () => void): void {
  try {
    write();
  } catch (error) {
    log.error('attempt not written', { error: String(error) });
  }
}
