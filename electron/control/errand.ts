import type { HoldAnswer, HoldGateway } from '#electron/core/ports.ts';
import type { Log } from '#electron/log/log.ts';
import type { HoldTrouble } from '#shared/control/contract.ts';
import { isOpen } from '#shared/control/hold-state.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import { backoffMs, holdBackoff, type BackoffPolicy } from './backoff.ts';
import type { HoldBoard } from './hold-board.ts';
import type { HoldTiming, StoredHold } from './ports.ts';
import { requestOf, verdictOf, type FinalStep } from './verdict.ts';

export interface ErrandDeps {
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

/** One hold on its way from the disk to the core, until it has a final answer. */
export interface Errand {
  /** Tries now instead of waiting on; false when a try is under way. */
  hurry(): boolean;
  stop(): void;
}

/** While the core works on it (202) the question is cheap and the caller waits; after a minute less often. */
const firstPollMs = 400;
const slowestPollMs = 3_000;
const aDayMs = 24 * 3_600_000;

/**
 * Starts at once. `askFirst`: the request may have left before, so the core is asked what became of it before it is sent
 * again. `onDone` is called when the hold has its final answer.
 */
export function startErrand(deps: ErrandDeps, holdId: string, askFirst: boolean, onDone: () => void): Errand {
  const { clock, board, log } = deps;
  const abort = new AbortController();
  const startedAt = clock.now();
  let mayHaveLeft = askFirst;
  let tries = 0;
  let waiting: Undo | null = null;

  const later = (delayMs: number): void => {
    waiting = clock.after(delayMs, () => void run());
  };
  const expired = (): boolean => clock.now() - startedAt > (deps.giveUpAfterMs ?? aDayMs);
  const leaveOpen = (): void => {
    giveUp(board, holdId, clock.now());
    onDone();
  };
  const run = async (): Promise<void> => {
    waiting = null;
    if (abort.signal.aborted) return;
    try {
      const hold = board.find(holdId);
      if (!hold || !isOpen(hold.state)) return onDone();
      const answer = await askCore(deps, hold, mayHaveLeft, abort.signal);
      if (abort.signal.aborted) return;
      deps.onTiming?.({ holdId, phase: 'answered', atMs: clock.monotonicMs() });
      settle(answer);
    } catch (error) {
      // The core has answered and the disk would not take it. The receipt is safe with the core: ask again.
      log.error('hold answer not written', { holdId, error: String(error) });
      mayHaveLeft = true;
      wait({ code: 'storeFailed', params: {} });
    }
  };
  const settle = (answer: HoldAnswer): void => {
    const verdict = verdictOf(answer, clock.now());
    if (verdict.kind === 'final') {
      keepFinal(deps, holdId, verdict.step);
      return onDone();
    }
    mayHaveLeft ||= verdict.mayHaveLeft;
    if (verdict.kind === 'trouble') return wait(verdict);
    board.trouble(holdId, null);
    board.step(holdId, ['asked'], { to: 'sent', at: clock.now() });
    if (expired()) return leaveOpen();
    tries += 1;
    later(Math.min(slowestPollMs, firstPollMs + tries * 50));
  };
  const wait = ({ code, params }: Pick<HoldTrouble, 'code' | 'params'>): void => {
    tries += 1;
    const at = clock.now();
    // While the disk refuses, a failure could not be kept either: go on.
    if (code !== 'storeFailed' && expired()) return leaveOpen();
    const delayMs = backoffMs(deps.backoff ?? holdBackoff, tries, deps.random);
    log.warn('hold not answered', { holdId, code, tries, nextTryMs: delayMs });
    board.trouble(holdId, { code, params, at, nextTryAt: at + delayMs });
    later(delayMs);
  };
  // In a turn of its own, so that `onDone` never comes before the caller has the errand in hand.
  queueMicrotask(() => void run());
  return {
    hurry() {
      if (!waiting) return false;
      waiting();
      void run();
      return true;
    },
    stop() {
      waiting?.();
      abort.abort();
    },
  };
}

function keepFinal({ board, log }: ErrandDeps, holdId: string, step: FinalStep): void {
  const hold = board.step(holdId, ['asked', 'sent'], step);
  // The first receipt stays. A core that gives two for one key breaks its contract; someone has to know.
  const second = step.to === 'confirmed' && hold.receipt?.number !== step.receipt.number;
  if (second) log.error('second receipt for a hold', { holdId });
}

function giveUp(board: HoldBoard, holdId: string, at: number): void {
  const code = board.find(holdId)?.sentAt === null ? 'notDelivered' : 'outcomeUnknown';
  const failure = { code, params: {}, retryable: true, at } as const;
  board.step(holdId, ['asked', 'sent'], { to: 'failed', at, failure });
}

/** One try: the question if the request may have left before, then the request unless the core knows the key. */
async function askCore(
  deps: ErrandDeps,
  hold: StoredHold,
  mayHaveLeft: boolean,
  signal: AbortSignal,
): Promise<HoldAnswer> {
  if (mayHaveLeft) {
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
