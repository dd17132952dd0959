import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import type { ReleaseAsk } from '#shared/control/contract.ts';
import { noParams, wishProblem } from '#shared/control/control-rules.ts';
import { isOpen, type HoldState } from '#shared/control/hold-state.ts';
import { isHold } from '#shared/control/state.ts';
import type { ToldLanguage, ToldLine } from '#shared/control/told.ts';
import { undoWindowMs } from '#shared/control/undo-window.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { keepNew, newRequestId, undoneBy } from './ask.ts';
import { mayMove, written, type ControlDesk } from './control-desk.ts';
import type { StoredRequest } from './ports.ts';

export interface TakingBack {
  /**
   * 'Wrong card'. Nothing left yet: withdrawn on the disk, it never goes. Otherwise the truth: it is with the core, a team lead
   * has to release it, and is asked. Errors: too late, nothing to take back.
   */
  undo(
    requestId: string,
  ): Result<{ readonly outcome: 'withdrawn' | 'releaseAsked'; readonly was: HoldState }>;
  askRelease(requestId: string, reason: string): Result<{ readonly askId: string }>;
  declineRelease(askId: string, reason: string): Result<Record<string, never>>;
  /** Takes back what was done, through the same outbox. Errors: the role, nothing stands, the branch alone may. */
  release(requestId: string, reason: string, anyway?: boolean): Result<{ readonly requestId: string }>;
  /** A card on the screen that another seat has held. */
  releaseCard(
    cardId: string,
    callId: CallId | null,
    reason: string,
    anyway?: boolean,
  ): Result<{ readonly requestId: string }>;
  told(requestId: string, line: ToldLine, language: ToldLanguage): Result<Record<string, never>>;
}

/** The key press is on its way through the program while the five seconds run out. */
const graceMs = 500;

export function createTakingBack(desk: ControlDesk): TakingBack {
  return {
    undo: (requestId) => undo(desk, requestId),
    askRelease: (requestId, reason) => askRelease(desk, requestId, 'asked', reason),
    declineRelease: (askId, reason) => declineRelease(desk, askId, reason),
    release: (requestId, reason, anyway = false) => release(desk, requestId, reason, anyway),
    releaseCard: (cardId, callId, reason, anyway = false) =>
      releaseCard(desk, cardId, callId, reason, anyway),
    told: (requestId, line, language) => told(desk, requestId, line, language),
  };
}

function undo(desk: ControlDesk, requestId: string): ReturnType<TakingBack['undo']> {
  const { deps, board, courier } = desk;
  const request = board.find(requestId);
  if (!request) return fail(appError('control/hold-unknown', { holdId: requestId }));
  const clickedMs = desk.clickedMs.get(requestId);
  if (clickedMs === undefined || deps.clock.monotonicMs() - clickedMs > undoWindowMs + graceMs)
    return fail(appError('control/too-late', { seconds: undoWindowMs / 1000 }));
  if (request.state === 'failed' || request.state === 'withdrawn')
    return fail(appError('control/not-undoable', { why: 'nothing' }));
  const was = request.state;
  if (was === 'asked' && courier.callBack(requestId)) {
    const step = { to: 'withdrawn', at: deps.clock.now() } as const;
    const taken = written(deps, () => board.step(requestId, ['asked'], step));
    if (taken.ok) return ok({ outcome: 'withdrawn', was });
    // The disk refuses: it stands as asked for, and goes on.
    courier.carry(requestId, true);
    return taken;
  }
  const asked = askRelease(desk, requestId, 'wrongCard', '');
  return asked.ok ? ok({ outcome: 'releaseAsked', was }) : asked;
}

function askRelease(
  desk: ControlDesk,
  requestId: string,
  why: ReleaseAsk['why'],
  reason: string,
): Result<{ readonly askId: string }> {
  const { deps, board } = desk;
  const by = deps.person();
  if (!by) return fail(appError('common/not-allowed', { need: 'signedIn' }));
  const request = board.find(requestId);
  if (!request) return fail(appError('control/hold-unknown', { holdId: requestId }));
  const stands = request.undoneAt === null && (isOpen(request.state) || request.state === 'confirmed');
  if (!isHold(request) || !stands) return fail(appError('control/not-undoable', { why: 'nothing' }));
  const kept = written(deps, () =>
    board.askRelease({
      askId: `ask-${deps.newId()}`,
      requestId,
      target: request.target,
      callId: request.callId,
      why,
      reason: reason.slice(0, 300),
      askedAt: deps.clock.now(),
      askedBy: { personId: by.personId, name: by.name },
      state: 'open',
      decidedAt: null,
      decidedBy: null,
      decidedReason: '',
    }),
  );
  return kept.ok ? ok({ askId: kept.value.askId }) : kept;
}

function declineRelease(desk: ControlDesk, askId: string, reason: string): Result<Record<string, never>> {
  const { deps, board } = desk;
  const by = deps.person();
  if (!by) return fail(appError('common/not-allowed', { need: 'signedIn' }));
  const refused = refusedRole(desk, 'cardHold');
  if (refused) return refused;
  if (reason.trim().length < 2) return fail(appError('control/bad-request', { problem: 'noReason' }));
  if (!board.state.get().releaseAsks.some((ask) => ask.askId === askId && ask.state === 'open'))
    return fail(appError('control/not-undoable', { why: 'decided' }));
  const decision = { state: 'declined', at: deps.clock.now(), by, reason } as const;
  const kept = written(deps, () => board.decideRelease(askId, decision));
  return kept.ok ? ok({}) : kept;
}

function refusedRole({ deps }: ControlDesk, control: StoredRequest['control']) {
  if (deps.policy.mayTakeBack(control)) return null;
  return fail(appError('control/not-your-role', { control, who: deps.policy.who(control, 'undo') }));
}

function release(
  desk: ControlDesk,
  requestId: string,
  reason: string,
  anyway: boolean,
): ReturnType<TakingBack['release']> {
  const request = desk.board.find(requestId);
  if (!request) return fail(appError('control/hold-unknown', { holdId: requestId }));
  const { receipt, state, undoneAt, action, control } = request;
  const by = undoneBy(control);
  if (by === 'nobody' || by === 'branch') return fail(appError('control/not-undoable', { why: by }));
  if (action !== 'apply' || state !== 'confirmed' || receipt === null || undoneAt !== null)
    return fail(appError('control/not-undoable', { why: 'nothing' }));
  return takeBack(desk, { ...request, undoes: { requestId, receipt: receipt.number } }, reason, anyway);
}

function releaseCard(
  desk: ControlDesk,
  cardId: string,
  callId: CallId | null,
  reason: string,
  anyway: boolean,
): ReturnType<TakingBack['release']> {
  const card = desk.deps.cards.findCard(cardId);
  if (!card) return fail(appError('control/card-unknown', { cardId }));
  if (card.hold.state !== 'held' || card.hold.receipt === null)
    return fail(appError('control/not-undoable', { why: 'nothing' }));
  return takeBack(
    desk,
    {
      control: 'cardHold',
      target: { kind: 'card', id: cardId, masked: card.masked },
      callId,
      caseId: null,
      undoes: { requestId: null, receipt: card.hold.receipt },
    },
    reason,
    anyway,
  );
}

function takeBack(
  desk: ControlDesk,
  what: Pick<StoredRequest, 'control' | 'target' | 'callId' | 'caseId' | 'undoes'>,
  reason: string,
  anyway: boolean,
): ReturnType<TakingBack['release']> {
  const { deps, board } = desk;
  const by = deps.person();
  if (!by) return fail(appError('common/not-allowed', { need: 'signedIn' }));
  const refused = refusedRole(desk, what.control);
  if (refused) return refused;
  // Money of whoever is on the line moves again by it, whichever call it was held in.
  const { kind, id } = what.target;
  const onScreen = deps.cards.findTarget(kind, id) !== null;
  const may = mayMove(desk, onScreen ? null : what.callId, anyway);
  if (!may.ok) return may;
  const wish = { action: 'undo', control: what.control, targetKind: what.target.kind } as const;
  const problem = wishProblem({ ...wish, params: noParams, reason }, deps.clock.now());
  if (problem) return fail(appError('control/bad-request', { problem }));
  const last = board.latestOf(what.control, what.target.kind, what.target.id);
  if (last && isOpen(last.state))
    return last.action === 'undo'
      ? ok({ requestId: last.requestId })
      : fail(appError('control/busy', { control: last.control }, 'later'));
  return keepNew(desk, {
    requestId: newRequestId(desk, what.control).replace(/^hold-/, 'rel-'),
    action: 'undo',
    control: what.control,
    target: what.target,
    params: noParams,
    reason: reason.trim(),
    callId: what.callId,
    caseId: what.caseId,
    recommended: null,
    undoes: what.undoes,
    facts: deps.screen.shown(what.callId).facts,
    askedAt: deps.clock.now(),
    askedBy: { personId: by.personId, name: by.name },
  });
}

function told(
  { deps, board }: ControlDesk,
  requestId: string,
  line: ToldLine,
  language: ToldLanguage,
): Result<Record<string, never>> {
  const by = deps.person();
  if (!by) return fail(appError('common/not-allowed', { need: 'signedIn' }));
  const request = board.find(requestId);
  if (!request) return fail(appError('control/hold-unknown', { holdId: requestId }));
  if (request.told.some((one) => one.line === line)) return ok({});
  const note = { line, language, at: deps.clock.now(), by: { personId: by.personId, name: by.name } };
  const kept = written(deps, () => board.told(requestId, note));
  return kept.ok ? ok({}) : kept;
}
