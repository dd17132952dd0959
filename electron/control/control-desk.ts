import type { Log } from '#electron/log/log.ts';
import type { CoreHealth } from '#shared/core/contract.ts';
import type { Who } from '#shared/core/text.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import type { CallId } from '#shared/lib/ids.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Source } from '#shared/lib/publisher.ts';
import type { ControlCore } from './ask-core.ts';
import type { Courier } from './courier.ts';
import type { ErrandDeps } from './errand.ts';
import type {
  ControlPolicy,
  MayMove,
  RequestRepository,
  Screen,
  StoredRequest,
  TargetDirectory,
} from './ports.ts';
import type { RequestBoard } from './request-board.ts';

export interface HoldOutboxDeps extends Pick<ErrandDeps, 'backoff' | 'giveUpAfterMs' | 'onTiming'> {
  readonly clock: Clock;
  readonly log: Log;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  /** A new unguessable id; it is request id and idempotency key at once. */
  readonly newId: () => string;
  readonly repository: RequestRepository;
  readonly core: ControlCore;
  readonly cards: TargetDirectory;
  readonly screen: Screen;
  readonly policy: ControlPolicy;
  /** Who is signed in. */
  readonly person: () => Who | null;
  /** Whether money may move for this caller now. Left out: nothing stands against it. */
  readonly mayMove?: MayMove;
  /** When the core comes back, waiting requests do not wait on. */
  readonly health?: Source<CoreHealth>;
}

/** What the parts of the outbox share. */
export interface ControlDesk {
  readonly deps: HoldOutboxDeps;
  readonly board: RequestBoard;
  readonly courier: Courier;
  /** Monotonic instant of each click of this run, for the five seconds of 'wrong card'. */
  readonly clickedMs: Map<string, number>;
}

/** What must be asked before money moves, by the one who knows. */
export const mayMove = ({ deps }: ControlDesk, callId: CallId | null, anyway: boolean): Result<void> =>
  deps.mayMove?.(callId, anyway) ?? ok(undefined);

/** The same request with the same key. The core is asked first, as the earlier one may have arrived after all. */
export function askAgain(
  { deps, board, courier }: ControlDesk,
  requestId: string,
): Result<{ readonly requestId: string }> {
  const asked = written(deps, () => board.step(requestId, ['failed'], { to: 'asked', at: deps.clock.now() }));
  if (!asked.ok) return asked;
  courier.carry(requestId, true);
  return ok({ requestId });
}

/** A write to the disk, or the failure that says it was not done. */
export function written<T = StoredRequest>({ log, newId }: HoldOutboxDeps, write: () => T): Result<T> {
  try {
    return ok(write());
  } catch (error) {
    const reference = newId().slice(0, 8);
    log.error('request not written', { reference, error: String(error) });
    return fail(appError('control/not-written', { reference }, 'now'));
  }
}
