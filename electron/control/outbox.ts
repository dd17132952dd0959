import type { ControlState } from '#shared/control/contract.ts';
import { isOpen } from '#shared/control/hold-state.ts';
import type { CoreHealth } from '#shared/core/contract.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import type { CallId } from '#shared/lib/ids.ts';
import type { Source } from '#shared/lib/publisher.ts';
import { applyControl, holdCard } from './ask.ts';
import { askAgain, mayMove, type ControlDesk, type HoldOutboxDeps } from './control-desk.ts';
import { createCourier } from './courier.ts';
import type { Controls } from './ports.ts';
import { createRequestBoard } from './request-board.ts';
import { createTakingBack, type TakingBack } from './take-back.ts';

/**
 * 临时挂失 and every other control, so that none can get lost: on disk before it is on the wire, one key for life, carried until
 * the core has answered. A click ends in exactly one control or in a failure that says what is known.
 */
export interface HoldOutbox extends Controls, TakingBack {
  readonly state: Source<ControlState>;
  /** Answers when the request is on disk. Errors: card unknown or not holdable, nobody signed in, disk refuses. */
  hold(cardId: string, callId: CallId | null): Result<{ readonly holdId: string }>;
  /** Every card of the holder that can be held. The first error stops it; what was asked before stays asked. */
  holdAll(callId: CallId): Result<{ readonly holdIds: string[] }>;
  /** After start: shows what is on disk and goes on with everything unfinished. Call once. */
  resume(): void;
  dispose(): void;
}

export function createHoldOutbox(deps: HoldOutboxDeps): HoldOutbox {
  const board = createRequestBoard(deps);
  const courier = createCourier({ ...deps, board });
  const undoHealth = watchHealth(deps.health, courier.hurryAll);
  const desk: ControlDesk = { deps, board, courier, clickedMs: new Map() };
  return {
    state: board.state,
    find: board.find,
    apply: (ask) => applyControl(desk, ask),
    mayMove: (callId, anyway) => mayMove(desk, callId, anyway),
    hold: (cardId, callId) => {
      const held = holdCard(desk, cardId, callId);
      return held.ok ? ok({ holdId: held.value.requestId }) : held;
    },
    holdAll: (callId) => holdAll(desk, callId),
    retry: (requestId) => retryRequest(desk, requestId),
    ...createTakingBack(desk),
    resume() {
      const unfinished = board.load();
      if (unfinished.length > 0) deps.log.info('unfinished requests found', { count: unfinished.length });
      for (const { requestId } of unfinished) courier.carry(requestId, true);
    },
    dispose() {
      undoHealth();
      courier.dispose();
    },
  };
}

function holdAll(desk: ControlDesk, callId: CallId): Result<{ readonly holdIds: string[] }> {
  const holdIds: string[] = [];
  for (const { cardId } of desk.deps.cards.cardsOf(callId).filter(({ holdable }) => holdable)) {
    // Held by this desk since the look-up: there is nothing left to ask for.
    const last = desk.board.latestOf('cardHold', 'card', cardId);
    if (last?.action === 'apply' && last.state === 'confirmed' && last.undoneAt === null) continue;
    const held = holdCard(desk, cardId, callId);
    if (!held.ok) return held;
    holdIds.push(held.value.requestId);
  }
  return holdIds.length > 0
    ? ok({ holdIds })
    : fail(appError('control/card-not-holdable', { state: 'none' }));
}

function retryRequest(desk: ControlDesk, requestId: string): Result<Record<string, never>> {
  const request = desk.board.find(requestId);
  if (!request) return fail(appError('control/hold-unknown', { holdId: requestId }));
  const { control, target } = request;
  // An older failure of what has been asked for again since is history.
  const isLatest = desk.board.latestOf(control, target.kind, target.id)?.requestId === requestId;
  if (request.failure?.retryable && isLatest) {
    const asked = askAgain(desk, requestId);
    return asked.ok ? ok({}) : asked;
  }
  if (!isOpen(request.state)) return fail(appError('control/not-retryable', { state: request.state }));
  desk.courier.hurry(requestId);
  return ok({});
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
