import type { TransferOutcome, TransferTarget } from '#electron/sip/ports.ts';
import { isLive } from '#shared/call/call-state.ts';
import type { CallEnd, Transfer } from '#shared/call/contract.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { type CallDesk, talks } from './call-desk.ts';
import type { CallEntry } from './call-entry.ts';

/** Handing a caller on: by number without a word, to somebody consulted, or into the exchange's park. */
export interface HandOver {
  transfer(callId: CallId, number: string, confirmed: boolean): Promise<Result<void>>;
  handOver(callId: CallId): Promise<Result<void>>;
  park(callId: CallId): Promise<Result<void>>;
  dismiss(callId: CallId): Promise<Result<void>>;
}

/** Who is not parked at all: hold music and nobody there. */
const neverParked = ['crisis', 'distress'];
/** The consulted leg is ended by its far end once it has the caller; after this we do it (exchange.md: some never do). */
const consultedLegMs = 2_000;
const transferred: CallEnd = { by: 'agent', reason: 'transferred', status: null };

const underWay = (transfer: Transfer | null): boolean =>
  transfer !== null && transfer.state !== 'done' && transfer.state !== 'failed';

const problemOf = (outcome: TransferOutcome, lineUp: boolean): NonNullable<Transfer['problem']> => {
  if (outcome.kind === 'refused') return lineUp ? 'refused' : 'lineLost';
  return outcome.kind === 'failed' ? 'failed' : 'noWord';
};

export function createHandOver(desk: CallDesk): HandOver {
  const { lines, clock, log } = desk;

  const keep = (entry: CallEntry): void =>
    desk
      .records()
      ?.event(entry.current.callId, clock.now(), 'transfer', JSON.stringify(entry.snapshot.transfer));

  /** Follows one transfer to its end and says how it went. True when the caller is with the other. */
  const follow = async (
    entry: CallEntry,
    target: TransferTarget,
    begun: Pick<Transfer, 'kind' | 'to'>,
  ): Promise<boolean> => {
    const say = (change: Partial<Transfer>): void => {
      const { transfer } = entry.snapshot;
      if (transfer !== null) lines.put(entry, { transfer: { ...transfer, ...change, at: clock.now() } });
    };
    lines.put(entry, {
      transfer: { ...begun, state: 'asked', problem: null, status: null, at: clock.now() },
    });
    const outcome = await entry.sip.transfer(target, (status) =>
      say({ state: status >= 180 ? 'ringing' : 'trying' }),
    );
    log.info('transfer ended', { callId: entry.current.callId, kind: begun.kind, outcome: outcome.kind });
    const status = 'status' in outcome && outcome.status > 0 ? outcome.status : null;
    if (outcome.kind === 'done') say({ state: 'done' });
    else say({ state: 'failed', problem: problemOf(outcome, status !== null), status });
    keep(entry);
    if (outcome.kind !== 'done' || !isLive(entry.snapshot.state)) return outcome.kind === 'done';
    desk.tell({ kind: 'handedOver', call: entry.current });
    // The exchange does not end our leg by itself (exchange.md).
    entry.endAs = transferred;
    await entry.sip.end('transferred');
    return true;
  };

  const blind = (
    callId: CallId,
    number: string,
    kind: 'blind' | 'park',
    confirmed: boolean,
  ): Promise<Result<void>> =>
    desk.inState(callId, 'transfer', ['active', 'held'], async (entry) => {
      if (entry.snapshot.conferenced || underWay(entry.snapshot.transfer))
        return fail(appError('call/wrong-state', { action: 'transfer', state: 'busy' }));
      // Elderly callers may be parked; whoever must not be is not parked by a second word either.
      const flag = desk.asksFirst(callId, 'blindTransfer');
      const mayGo = flag === null || (kind === 'park' ? !neverParked.includes(flag) : confirmed);
      if (!mayGo) return fail(appError('call/confirm-needed', { act: 'blindTransfer', flag }));
      const wasActive = entry.snapshot.state === 'active';
      const begun = { kind, to: desk.maskNumber(number).slice(0, 100) };
      lines.put(entry, {
        transfer: { ...begun, state: 'asked', problem: null, status: null, at: clock.now() },
      });
      void (async () => {
        // Never hold music for somebody in a crisis: they hear the agent until they hear the other.
        if (wasActive && flag !== 'crisis') await desk.setHold(entry, true);
        if (!isLive(entry.snapshot.state)) return;
        if (await follow(entry, { number }, begun)) return;
        if (entry.snapshot.state === 'held' && wasActive) await desk.setHold(entry, false);
      })().catch((error: unknown) => log.error('transfer broke', { error: String(error) }));
      return ok(undefined);
    });

  /** The caller and whoever is to take over: the consulted one, or else the call that is not in front. */
  const pairOf = (entry: CallEntry): { caller: CallEntry; other: CallEntry } | null => {
    const rest = lines.live().filter((one) => one !== entry && talks(one));
    const caller = rest.find(({ snapshot }) => snapshot.id === entry.snapshot.consultFor);
    if (caller !== undefined) return { caller, other: entry };
    const asked = rest.find(({ snapshot }) => snapshot.consultFor === entry.snapshot.id) ?? rest[0];
    return asked === undefined ? null : { caller: entry, other: asked };
  };

  return {
    transfer: (callId, number, confirmed) => blind(callId, number, 'blind', confirmed),
    async park(callId) {
      const { park } = desk.policy().codes;
      return park === ''
        ? fail(appError('call/no-code', { what: 'park' }))
        : blind(callId, park, 'park', false);
    },
    handOver: (callId) =>
      desk.inState(callId, 'handOver', ['active', 'held'], async (entry) => {
        const pair = pairOf(entry);
        if (pair === null || underWay(pair.caller.snapshot.transfer))
          return fail(appError('call/wrong-state', { action: 'handOver', state: 'alone' }));
        const { caller, other } = pair;
        const to = other.snapshot.displayName || other.snapshot.numberMasked;
        other.endAs = transferred;
        const done = follow(caller, { call: other.sip }, { kind: 'attended', to: to.slice(0, 100) });
        void done
          .then((went) => {
            if (!went) other.endAs = null;
            else
              clock.after(consultedLegMs, () => {
                if (isLive(other.snapshot.state)) void other.sip.end('transferred');
              });
          })
          .catch((error: unknown) => log.error('hand-over broke', { error: String(error) }));
        return ok(undefined);
      }),
    dismiss: async (callId) => {
      const entry = lines.get(callId);
      if (entry === undefined) return fail(appError('call/not-found', { callId }));
      if (!underWay(entry.snapshot.transfer)) lines.put(entry, { transfer: null });
      return ok(undefined);
    },
  };
}
