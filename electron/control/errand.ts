import type { ControlAnswer } from '#electron/core/ports.ts';
import type { Log } from '#electron/log/log.ts';
import type { HoldTrouble } from '#shared/control/contract.ts';
import { isOpen } from '#shared/control/hold-state.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import { place, whatBecame, type ControlCore } from './ask-core.ts';
import { backoffMs, holdBackoff, type BackoffPolicy } from './backoff.ts';
import type { HoldTiming, StoredRequest } from './ports.ts';
import type { RequestBoard } from './request-board.ts';
import { verdictOf, type FinalStep } from './verdict.ts';

export interface ErrandDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly core: ControlCore;
  readonly board: RequestBoard;
  readonly backoff?: BackoffPolicy;
  /** How long one request is tried before a person is told that nobody knows what became of it. Default 24 h. */
  readonly giveUpAfterMs?: number;
  readonly onTiming?: (timing: HoldTiming) => void;
}

/** One request on its way from the disk to the core, until it has a final answer. */
export interface Errand {
  /** Tries now instead of waiting on; false when a try is under way. */
  hurry(): boolean;
  /** True when it waits and nothing of it can have left this machine: it may still be taken back. */
  nothingLeft(): boolean;
  stop(): void;
}

/** While the core works on it (202) the question is cheap and the caller waits; after a minute less often. */
const firstPollMs = 400;
const slowestPollMs = 3_000;
const aDayMs = 24 * 3_600_000;
/** A `Retry-After` is kept to, but a caller is on the line: nobody waits an hour for a proxy's word. */
const longestRetryAfterMs = 60_000;

/**
 * Starts at once. `askFirst`: the request may have left before, so the core is asked what became of it before it is sent
 * again. `onDone` is called when the request has its final answer. Time is counted on the monotonic clock: the other one jumps.
 */
export function startErrand(
  deps: ErrandDeps,
  requestId: string,
  askFirst: boolean,
  onDone: () => void,
): Errand {
  const { clock, board, log } = deps;
  const abort = new AbortController();
  const startedMs = clock.monotonicMs();
  let mayHaveLeft = askFirst;
  let tries = 0;
  let waiting: Undo | null = null;

  const later = (delayMs: number): void => {
    waiting = clock.after(delayMs, () => void run());
  };
  const expired = (): boolean => clock.monotonicMs() - startedMs > (deps.giveUpAfterMs ?? aDayMs);
  const leaveOpen = (): void => {
    giveUp(board, requestId, mayHaveLeft, clock.now());
    onDone();
  };
  const run = async (): Promise<void> => {
    waiting = null;
    if (abort.signal.aborted) return;
    try {
      const request = board.find(requestId);
      if (!request || !isOpen(request.state)) return onDone();
      const answer = await askCore(deps, request, mayHaveLeft, abort.signal);
      if (abort.signal.aborted) return;
      deps.onTiming?.({ holdId: requestId, phase: 'answered', atMs: clock.monotonicMs() });
      settle(answer);
    } catch (error) {
      // The core has answered and the disk would not take it. The receipt is safe with the core: ask again.
      log.error('answer of the core not written', { holdId: requestId, error: String(error) });
      mayHaveLeft = true;
      wait({ code: 'storeFailed', params: {}, retryAfterMs: 0 });
    }
  };
  const settle = (answer: ControlAnswer): void => {
    const verdict = verdictOf(answer, clock.now());
    if (verdict.kind === 'final') {
      keepFinal(deps, requestId, verdict.step);
      return onDone();
    }
    mayHaveLeft ||= verdict.mayHaveLeft;
    if (verdict.kind === 'trouble') return wait(verdict);
    board.trouble(requestId, null);
    board.step(requestId, ['asked'], { to: 'sent', at: clock.now() });
    if (expired()) return leaveOpen();
    tries += 1;
    later(Math.min(slowestPollMs, firstPollMs + tries * 50));
  };
  const wait = ({
    code,
    params,
    retryAfterMs,
  }: Pick<HoldTrouble, 'code' | 'params'> & { readonly retryAfterMs: number }): void => {
    tries += 1;
    const at = clock.now();
    // While the disk refuses, a failure could not be kept either: go on.
    if (code !== 'storeFailed' && expired()) return leaveOpen();
    const asked = Math.min(retryAfterMs, longestRetryAfterMs);
    const delayMs = Math.max(asked, backoffMs(deps.backoff ?? holdBackoff, tries, deps.random));
    log.warn('request not answered', { holdId: requestId, code, tries, nextTryMs: delayMs });
    board.trouble(requestId, { code, params, at, nextTryAt: at + delayMs });
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
    nothingLeft: () => waiting !== null && !mayHaveLeft,
    stop() {
      waiting?.();
      abort.abort();
    },
  };
}

function keepFinal({ board, log }: ErrandDeps, requestId: string, step: FinalStep): void {
  const request = board.step(requestId, ['asked', 'sent'], step);
  // The first receipt stays. A core that gives two for one key breaks its contract; someone has to know.
  const second = step.to === 'confirmed' && request.receipt?.number !== step.receipt.number;
  if (second) log.error('second receipt for a request', { holdId: requestId });
}

/** After a kill the note that it was sent may be missing: only an errand that has watched it all may say that nothing left. */
function giveUp(board: RequestBoard, requestId: string, mayHaveLeft: boolean, at: number): void {
  const never = !mayHaveLeft && board.find(requestId)?.sentAt === null;
  const code = never ? 'notDelivered' : 'outcomeUnknown';
  const failure = { code, params: {}, retryable: true, at } as const;
  board.step(requestId, ['asked', 'sent'], { to: 'failed', at, failure });
}

/** One try: the question if the request may have left before, then the request unless the core knows the key. */
async function askCore(
  deps: ErrandDeps,
  request: StoredRequest,
  mayHaveLeft: boolean,
  signal: AbortSignal,
): Promise<ControlAnswer> {
  if (mayHaveLeft) {
    const known = await whatBecame(deps.core, request, signal);
    // A core that cannot answer the question gets the request again; its key makes that safe.
    const send = known.kind === 'keyUnknown' || (known.kind === 'trouble' && known.code === 'badAnswer');
    if (!send || signal.aborted) return known;
  }
  const onWire = (): void => {
    deps.onTiming?.({ holdId: request.requestId, phase: 'onWire', atMs: deps.clock.monotonicMs() });
    try {
      deps.board.wired(request.requestId);
    } catch (error) {
      deps.log.error('request on the wire not noted', { holdId: request.requestId, error: String(error) });
    }
  };
  return place(deps.core, request, { onWire, signal });
}
