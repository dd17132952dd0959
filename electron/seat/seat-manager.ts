import type { Log } from '#electron/log/log.ts';
import type { CallEvent, CallRecords, Calls, WrapUpDraft } from '#electron/call/ports.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import type {
  Disposition,
  NotReadyReason,
  Notes,
  SeatSnapshot,
  WorkState,
  WrapUp,
} from '#shared/seat/contract.ts';
import { seatStep } from '#shared/seat/work-state.ts';

export interface SeatManagerDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly calls: Pick<Calls, 'onEvent'> & {
    /** Whether any call still occupies a line, and whether one has been answered. */
    occupied(): 'no' | 'ringing' | 'talking';
    clear(callId?: CallId): void;
    settle(): void;
    present(callId: CallId): void;
  };
  readonly records: () => CallRecords | null;
  readonly wrapUpMs: () => number;
  /** What another room still wants of this call before its wrap-up is put away. */
  readonly mayFinish: (callId: CallId) => Result<void>;
  /** The exchange has this seat registered, by its own word and not longer ago than that word holds. */
  readonly reachable: Source<boolean>;
}

export interface WrapUpFields {
  readonly disposition: Disposition | null;
  readonly note: string;
  readonly followUp: string;
}

export interface SeatManager {
  readonly state: Source<SeatSnapshot>;
  /** A person has signed in: an unfinished wrap-up of theirs is taken up again. */
  signIn(personId: string): void;
  signOut(): void;
  setReady(): Result<void>;
  setNotReady(reason: NotReadyReason): Result<void>;
  saveWrapUp(callId: CallId, fields: WrapUpFields): Result<number>;
  finishWrapUp(callId: CallId, then: 'ready' | 'notReady'): Result<WrapUp>;
  /** Told after a wrap-up was finished and is on disk. */
  onWrapUpSaved(listener: (wrapUp: WrapUp) => void): Undo;
}

const empty: WrapUpFields = { disposition: null, note: '', followUp: '' };

/** Work state of this seat (domain.md): who may take a call, and the timed wrap-up that survives everything. */
export function createSeatManager(deps: SeatManagerDeps): SeatManager {
  const { clock } = deps;
  const signedOut: SeatSnapshot = {
    work: 'notReady',
    since: clock.now(),
    reason: 'signedIn',
    afterCall: 'ready',
    wrapUp: null,
    notes: null,
    handledToday: 0,
  };
  const state = createPublisher<SeatSnapshot>(signedOut);
  const saved = new Set<(wrapUp: WrapUp) => void>();
  let personId: string | null = null;
  /** Calls that ended while another was up: their wrap-ups come one after the other, oldest first. */
  const owed: WrapUp[] = [];
  /** Notes of every call that is up: a call that comes back in front has its own again. */
  const notes = new Map<CallId, Notes>();
  /** Where the seat stood before the call, to go back to after a call that nobody answered. */
  let before: { work: WorkState; reason: NotReadyReason | null } = { work: 'notReady', reason: 'signedIn' };

  const go = (work: WorkState, change: Partial<SeatSnapshot> = {}): void => {
    const now = state.get();
    state.set({ ...now, reason: null, ...change, work: seatStep(now.work, work), since: clock.now() });
  };
  /** Ready is only who can be rung. Who wants to be and cannot is told so, and is ready by itself once the line stands. */
  const goReady = (change: Partial<SeatSnapshot> = {}): void =>
    deps.reachable.get()
      ? go('ready', { ...change, reason: null })
      : go('notReady', { ...change, reason: 'lineDown' });
  const goBack = (): void =>
    before.work === 'ready' ? goReady() : go(before.work, { reason: before.reason });
  const keep = (wrapUp: WrapUp): WrapUp => {
    const savedAt = clock.now();
    const { callId, startedAt, endsAt, disposition, note, followUp } = wrapUp;
    deps.records()?.saveWrapUp({
      callId,
      personId: personId ?? '',
      startedAt,
      endsAt,
      disposition,
      note,
      followUp,
      savedAt,
    });
    return { ...wrapUp, savedAt };
  };

  const callBegan = (): void => {
    const { work, reason } = state.get();
    if (reason === 'lineDown') before = { work: 'ready', reason: null };
    else if (work === 'ready' || work === 'notReady') before = { work, reason };
  };
  /** On disk at once: should the program die now, the wrap-up is still due. */
  const owe = (callId: CallId): void => {
    const startedAt = clock.now();
    const { disposition, note, followUp } = notes.get(callId) ?? empty;
    const endsAt = startedAt + deps.wrapUpMs();
    owed.push(keep({ callId, startedAt, endsAt, disposition, note, followUp, savedAt: null }));
    notes.delete(callId);
    if (state.get().notes?.callId === callId) state.set({ ...state.get(), notes: null });
  };
  /** The next wrap-up that is due; its time runs from now. False when none is. */
  const nextWrapUp = (): boolean => {
    const next = owed.shift();
    if (next === undefined) return false;
    const wrapUp = keep({ ...next, endsAt: clock.now() + deps.wrapUpMs() });
    deps.calls.present(wrapUp.callId);
    go('wrapUp', { wrapUp, notes: null });
    return true;
  };
  const callEnded = (event: Extract<CallEvent, { kind: 'ended' }>): void => {
    if (event.owesWrapUp) {
      owe(event.call.callId);
      state.set({ ...state.get(), handledToday: state.get().handledToday + 1 });
    }
    const occupied = deps.calls.occupied();
    if (occupied === 'talking') return;
    if (occupied === 'ringing') {
      if (state.get().work === 'talking') go('ringing');
      return;
    }
    const open = state.get().wrapUp;
    // Called back out of this wrap-up, and nobody answered: it goes on.
    if (open !== null) return deps.calls.present(open.callId);
    if (nextWrapUp()) return;
    deps.calls.settle();
    goBack();
  };

  deps.calls.onEvent((event) => {
    const { work } = state.get();
    // A second call that rings or is answered does not end the talk.
    if (event.kind === 'ringing' && work !== 'talking' && work !== 'ringing') {
      callBegan();
      go('ringing');
    }
    if (event.kind === 'answered' && work !== 'talking') {
      callBegan();
      // A lost caller was called back out of the wrap-up: it comes again after this call, the older first.
      const putOff = state.get().wrapUp;
      if (putOff !== null) owed.unshift(putOff);
      go('talking', { wrapUp: null });
    }
    if (event.kind === 'ended') callEnded(event);
  });

  deps.reachable.subscribe((reachable) => {
    const { work, reason } = state.get();
    if (!reachable && work === 'ready') goReady();
    if (reachable && work === 'notReady' && reason === 'lineDown') goReady();
  });

  return {
    state,
    signIn(id) {
      personId = id;
      const midnight = new Date(clock.now()).setHours(0, 0, 0, 0);
      const handledToday = deps.records()?.handledSince(id, midnight) ?? 0;
      const open = deps.records()?.unfinishedWrapUp(id) ?? null;
      const base = { ...signedOut, since: clock.now(), handledToday };
      // A call that is being taken over after the program died: its notes go on, its wrap-up is not due yet.
      if (deps.calls.occupied() === 'talking') {
        if (open !== null) {
          const { callId, disposition, note, followUp, savedAt } = open;
          notes.set(callId, { callId, disposition, note, followUp, savedAt });
        }
        const own = open === null ? null : (notes.get(open.callId) ?? null);
        return state.set({ ...base, work: 'talking', reason: null, notes: own });
      }
      state.set(open === null ? base : { ...base, work: 'wrapUp', reason: null, wrapUp: asWrapUp(open) });
    },
    signOut() {
      personId = null;
      owed.length = 0;
      notes.clear();
      state.set({ ...signedOut, since: clock.now() });
    },
    setReady() {
      const { work } = state.get();
      if (work === 'ringing' || work === 'talking') state.set({ ...state.get(), afterCall: 'ready' });
      else if (work === 'wrapUp') return fail(appError('seat/in-call', { work }));
      else if (work === 'notReady') goReady();
      return ok(undefined);
    },
    setNotReady(reason) {
      const { work } = state.get();
      if (work === 'ringing' || work === 'talking') {
        before = { work: 'notReady', reason };
        state.set({ ...state.get(), afterCall: 'notReady' });
      } else if (work === 'wrapUp') state.set({ ...state.get(), afterCall: 'notReady' });
      else go('notReady', { reason });
      return ok(undefined);
    },
    saveWrapUp(callId, fields) {
      const { wrapUp, work } = state.get();
      if (wrapUp !== null && wrapUp.callId === callId) {
        const kept = keep({ ...wrapUp, ...fields });
        state.set({ ...state.get(), wrapUp: kept });
        return ok(kept.savedAt ?? clock.now());
      }
      if (work !== 'talking') return fail(appError('seat/no-wrap-up', {}));
      // A draft of the wrap-up already: should the program die in this call, the notes are taken up as such.
      const at = clock.now();
      const kept = keep({ callId, startedAt: at, endsAt: at + deps.wrapUpMs(), ...fields, savedAt: null });
      const own: Notes = { ...fields, callId, savedAt: kept.savedAt };
      notes.set(callId, own);
      state.set({ ...state.get(), notes: own });
      return ok(at);
    },
    finishWrapUp(callId, then) {
      const { wrapUp } = state.get();
      if (wrapUp === null || wrapUp.callId !== callId) return fail(appError('seat/no-wrap-up', {}));
      if (wrapUp.disposition === null) return fail(appError('seat/disposition-missing', {}));
      const may = deps.mayFinish(callId);
      if (!may.ok) return may;
      deps.records()?.finishWrapUp(callId, clock.now());
      for (const listener of [...saved]) listener(wrapUp);
      deps.calls.clear(callId);
      if (owed.length === 0) {
        // One that was left by a program that died comes back when nothing newer is due.
        const left = personId === null ? null : (deps.records()?.unfinishedWrapUp(personId) ?? null);
        if (left !== null && left.callId !== callId) owed.push(asWrapUp(left));
      }
      if (nextWrapUp()) return ok(wrapUp);
      if (then === 'ready') goReady({ wrapUp: null, afterCall: 'ready' });
      else go('notReady', { wrapUp: null, reason: 'break', afterCall: 'ready' });
      return ok(wrapUp);
    },
    onWrapUpSaved(listener) {
      saved.add(listener);
      return () => void saved.delete(listener);
    },
  };
}

const asWrapUp = ({
  callId,
  startedAt,
  endsAt,
  disposition,
  note,
  followUp,
  savedAt,
}: WrapUpDraft): WrapUp => ({
  callId,
  startedAt,
  endsAt,
  disposition,
  note,
  followUp,
  savedAt,
});
