import type { HoldAnswer, HoldGateway } from '#electron/core/ports.ts';
import type { Log } from '#electron/log/log.ts';
import type { HoldFailure, HoldReceipt, HoldTrouble } from '#shared/control/contract.ts';
import { isOpen } from '#shared/control/hold-state.ts';
import type { WireHoldRequest, WireReceipt } from '#shared/core/wire-hold.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import { backoffMs, holdBackoff, type BackoffPolicy } from './backoff.ts';
import type { HoldBoard } from './hold-board.ts';
import type { HoldTiming, StoredHold } from './ports.ts';

export interface CourierDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly core: HoldGateway;
  readonly board: HoldBoard;
  readonly backoff?: BackoffPolicy;
  /** How long one hold is tried before a person is told that nobody knows what became of it. Default 24 h. */
  readonly giveUpAfterMs?: number;
  readonly onTiming?: (timing: HoldTiming) => void;
}

/** Carries holds from the disk to the core until each has a final answer. */
export interface Courier {
  /** `askFirst`: the request may have left before, so the core is asked what became of it before it is sent again. */
  carry(holdId: string, askFirst: boolean): void;
  /** Does not wait any longer: the next try is now. False when the hold is being carried or not carried at all. */
  hurry(holdId: string): boolean;
  hurryAll(): void;
  dispose(): void;
}

interface Errand {
  readonly startedAt: number;
  readonly abort: AbortController;
  tries: number;
  askFirst: boolean;
  /** Non-null while it waits for its next try. */
  waiting: Undo | null;
}

/** While the core works on it (202) the question is cheap and the caller waits. */
const processingPollMs = 500;
const aDayMs = 24 * 3_600_000;

export function createCourier(deps: CourierDeps): Courier {
  const { clock, board, log } = deps;
  const errands = new Map<string, Errand>();
  let disposed = false;

  const finish = (holdId: string): void => void errands.delete(holdId);

  const later = (holdId: string, errand: Errand, delayMs: number): void => {
    errand.waiting = clock.after(delayMs, () => void run(holdId, errand));
  };

  const run = async (holdId: string, errand: Errand): Promise<void> => {
    errand.waiting = null;
    const hold = board.find(holdId);
    if (!hold || !isOpen(hold.state)) return finish(holdId);
    const answer = await ask(deps, hold, errand);
    if (disposed) return;
    deps.onTiming?.({ holdId, phase: 'answered', atMs: clock.monotonicMs() });
    try {
      settle(holdId, errand, answer);
    } catch (error) {
      // The core has answered and the disk would not take it. The receipt is safe with the core: ask again.
      log.error('hold answer not written', { holdId, error: String(error) });
      trouble(holdId, errand, { code: 'storeFailed', params: {} });
    }
  };

  const settle = (holdId: string, errand: Errand, answer: HoldAnswer): void => {
    const at = clock.now();
    switch (answer.kind) {
      case 'receipt': {
        const receipt = receiptFrom(answer.receipt);
        const hold = board.step(holdId, ['asked', 'sent'], { to: 'confirmed', at, receipt });
        // The first receipt stays. A core that gives two for one key breaks its contract; someone has to know.
        if (hold.receipt?.number !== receipt.number) log.error('second receipt for a hold', { holdId });
        return finish(holdId);
      }
      case 'refused': {
        const failure = failureFrom(answer.code, answer.reason, at);
        board.step(holdId, ['asked', 'sent'], { to: 'failed', at, failure });
        return finish(holdId);
      }
      case 'processing': {
        errand.askFirst = true;
        board.trouble(holdId, null);
        board.step(holdId, ['asked'], { to: 'sent', at });
        return later(holdId, errand, processingPollMs);
      }
      case 'keyUnknown': // an answer to the question only; as an answer to the request it makes no sense
        return trouble(holdId, errand, { code: 'badAnswer', params: {} });
      case 'trouble': {
        errand.askFirst ||= !answer.beforeWire;
        return trouble(holdId, errand, answer);
      }
    }
  };

  const trouble = (holdId: string, errand: Errand, what: Pick<HoldTrouble, 'code' | 'params'>): void => {
    errand.tries += 1;
    const at = clock.now();
    if (at - errand.startedAt > (deps.giveUpAfterMs ?? aDayMs)) return giveUp(holdId, at);
    const delayMs = backoffMs(deps.backoff ?? holdBackoff, errand.tries, deps.random);
    log.warn('hold not answered', { holdId, code: what.code, tries: errand.tries, nextTryMs: delayMs });
    board.trouble(holdId, { code: what.code, params: what.params, at, nextTryAt: at + delayMs });
    later(holdId, errand, delayMs);
  };

  const giveUp = (holdId: string, at: number): void => {
    finish(holdId);
    const sent = board.find(holdId)?.sentAt !== null;
    const code = sent ? 'outcomeUnknown' : 'notDelivered';
    board.step(holdId, ['asked', 'sent'], {
      to: 'failed',
      at,
      failure: { code, params: {}, retryable: true, at },
    });
  };

  const hurry = (holdId: string): boolean => {
    const errand = errands.get(holdId);
    if (!errand?.waiting) return false;
    errand.waiting();
    void run(holdId, errand);
    return true;
  };

  return {
    carry(holdId, askFirst) {
      if (disposed || errands.has(holdId)) return;
      const errand: Errand = {
        startedAt: clock.now(),
        abort: new AbortController(),
        tries: 0,
        askFirst,
        waiting: null,
      };
      errands.set(holdId, errand);
      void run(holdId, errand);
    },
    hurry,
    hurryAll() {
      for (const holdId of errands.keys()) hurry(holdId);
    },
    dispose() {
      disposed = true;
      for (const errand of errands.values()) {
        errand.waiting?.();
        errand.abort.abort();
      }
      errands.clear();
    },
  };
}

/** One try: the question if the request may have left before, then the request unless the core knows the key. */
async function ask(deps: CourierDeps, hold: StoredHold, errand: Errand): Promise<HoldAnswer> {
  const { signal } = errand.abort;
  if (errand.askFirst) {
    const known = await deps.core.holdByKey(hold.holdId, hold.cardId, signal);
    // A core that cannot answer the question gets the request again; its key makes that safe.
    const send = known.kind === 'keyUnknown' || (known.kind === 'trouble' && known.code === 'badAnswer');
    if (!send || signal.aborted) return known;
  }
  const onWire = (): void => {
    deps.onTiming?.({ holdId: hold.holdId, phase: 'onWire', atMs: deps.clock.monotonicMs() });
    try {
      deps.board.wired(hold.holdId);
    } catch (error) {
      deps.log.error('hold on the wire not noted', { holdId: hold.holdId, error: String(error) });
    }
  };
  return deps.core.placeHold(hold.holdId, requestOf(hold), { onWire, signal });
}

/** Built from the disk alone, so that it is the same to the byte however often it is sent. */
function requestOf(hold: StoredHold): WireHoldRequest {
  return {
    control: 'cardHold',
    cardId: hold.cardId,
    callId: hold.callId,
    askedAt: new Date(hold.askedAt).toISOString(),
    askedBy: { personId: hold.askedBy.personId, name: hold.askedBy.name },
  };
}

const receiptFrom = (wire: WireReceipt): HoldReceipt => ({
  number: wire.receipt,
  at: Date.parse(wire.at),
  undoBy: wire.undoBy,
  already: wire.already,
});

const retryableRefusals = new Set<HoldFailure['code']>(['notPermitted', 'refused']);

const failureFrom = (code: HoldFailure['code'], reason: string, at: number): HoldFailure => ({
  code,
  params: { reason },
  retryable: retryableRefusals.has(code),
  at,
});
