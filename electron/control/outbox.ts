import type { HoldGateway } from '#electron/core/ports.ts';
import type { Log } from '#electron/log/log.ts';
import type { ControlState } from '#shared/control/contract.ts';
import type { CoreHealth } from '#shared/core/contract.ts';
import type { Who } from '#shared/core/text.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { CallId } from '#shared/lib/ids.ts';
import type { Source } from '#shared/lib/publisher.ts';
import { isOpen } from '#shared/control/hold-state.ts';
import { createCourier, type Courier } from './courier.ts';
import type { ErrandDeps } from './errand.ts';
import { createHoldBoard, type HoldBoard } from './hold-board.ts';
import type { CardDirectory, HoldRepository, NewHold, StoredHold } from './ports.ts';

export interface HoldOutboxDeps extends Pick<ErrandDeps, 'backoff' | 'giveUpAfterMs' | 'onTiming'> {
  readonly clock: Clock;
  readonly log: Log;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  /** A new unguessable id; it is hold id and idempotency key at once. */
  readonly newId: () => string;
  readonly repository: HoldRepository;
  readonly core: HoldGateway;
  readonly cards: CardDirectory;
  /** Who is signed in. */
  readonly person: () => Who | null;
  /** When the core comes back, waiting holds do not wait on. */
  readonly health?: Source<CoreHealth>;
}

/**
 * 临时挂失, so that it cannot get lost: on disk before it is on the wire, one key for life, carried until the core has
 * answered. A click ends in exactly one hold or in a failure that says what is known.
 */
export interface HoldOutbox {
  readonly state: Source<ControlState>;
  /** Answers when the request is on disk. Errors: card unknown or not holdable, nobody signed in, disk refuses. */
  hold(cardId: string, callId: CallId | null): Result<{ readonly holdId: string }>;
  retry(holdId: string): Result<Record<string, never>>;
  /** After start: shows what is on disk and goes on with everything unfinished. Call once. */
  resume(): void;
  dispose(): void;
}

export function createHoldOutbox(deps: HoldOutboxDeps): HoldOutbox {
  const board = createHoldBoard(deps);
  const courier = createCourier({ ...deps, board });
  const undoHealth = watchHealth(deps.health, courier.hurryAll);
  const desk: Desk = { deps, board, courier };
  return {
    state: board.state,
    hold: (cardId, callId) => askHold(desk, cardId, callId),
    retry: (holdId) => retryHold(desk, holdId),
    resume() {
      const unfinished = board.load();
      if (unfinished.length > 0) deps.log.info('unfinished holds found', { count: unfinished.length });
      for (const hold of unfinished) courier.carry(hold.holdId, true);
    },
    dispose() {
      undoHealth();
      courier.dispose();
    },
  };
}

interface Desk {
  readonly deps: HoldOutboxDeps;
  readonly board: HoldBoard;
  readonly courier: Courier;
}

function askHold(desk: Desk, cardId: string, callId: CallId | null): Result<{ readonly holdId: string }> {
  const { deps, board, courier } = desk;
  const askedAtMs = deps.clock.monotonicMs();
  const askedBy = deps.person();
  if (!askedBy) return fail(appError('common/not-allowed', { need: 'signedIn' }));
  const last = board.latestOfCard(cardId);
  if (last && isOpen(last.state)) return ok({ holdId: last.holdId });
  if (last?.failure?.retryable) return askAgain(desk, last.holdId);
  const card = deps.cards.findCard(cardId);
  if (!card) return fail(appError('control/card-unknown', { cardId }));
  if (!card.holdable) return fail(appError('control/card-not-holdable', { state: card.hold.state }));
  const wanted: NewHold = {
    holdId: `hold-${deps.newId()}`,
    control: 'cardHold',
    cardId,
    cardMasked: card.masked,
    callId,
    askedAt: deps.clock.now(),
    askedBy: { personId: askedBy.personId, name: askedBy.name },
  };
  const asked = written(deps, () => board.ask(wanted));
  if (!asked.ok) return asked;
  const { holdId } = asked.value;
  deps.onTiming?.({ holdId, phase: 'asked', atMs: askedAtMs });
  deps.onTiming?.({ holdId, phase: 'durable', atMs: deps.clock.monotonicMs() });
  courier.carry(holdId, holdId !== wanted.holdId);
  return ok({ holdId });
}

function retryHold(desk: Desk, holdId: string): Result<Record<string, never>> {
  const hold = desk.board.find(holdId);
  if (!hold) return fail(appError('control/hold-unknown', { holdId }));
  // An older failure of a card that has been asked for again since is history.
  const isLatest = desk.board.latestOfCard(hold.cardId)?.holdId === holdId;
  if (hold.failure?.retryable && isLatest) {
    const asked = askAgain(desk, holdId);
    return asked.ok ? ok({}) : asked;
  }
  if (!isOpen(hold.state)) return fail(appError('control/not-retryable', { state: hold.state }));
  desk.courier.hurry(holdId);
  return ok({});
}

/** The same hold with the same key. The core is asked first, as the earlier request may have arrived after all. */
function askAgain({ deps, board, courier }: Desk, holdId: string): Result<{ readonly holdId: string }> {
  const asked = written(deps, () => board.step(holdId, ['failed'], { to: 'asked', at: deps.clock.now() }));
  if (!asked.ok) return asked;
  courier.carry(holdId, true);
  return ok({ holdId });
}

function written({ log, newId }: HoldOutboxDeps, write: () => StoredHold): Result<StoredHold> {
  try {
    return ok(write());
  } catch (error) {
    const reference = newId().slice(0, 8);
    log.error('hold not written', { reference, error: String(error) });
    return fail(appError('control/not-written', { reference }, 'now'));
  }
}

function watchHealth(health: Source<CoreHealth> | undefined, onBack: () => void): () => void {
  const reachable = (state: CoreHealth['state']): boolean => state === 'ok' || state === 'slow';
  let was = true;
  return (
    health?.subscribe(({ state }) => {
      const is = reachable(state);
      if (is && !was) onBack();
      was = is;
    }) ?? (() => undefined)
  );
}
