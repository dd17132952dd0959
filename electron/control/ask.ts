import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import { isDeepStrictEqual } from 'node:util';
import type { ControlTarget } from '#shared/control/contract.ts';
import {
  controlParamsSchema,
  controlRules,
  wishProblem,
  type ControlParams,
} from '#shared/control/control-rules.ts';
import { isOpen } from '#shared/control/hold-state.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { askAgain, mayMove, written, type ControlDesk } from './control-desk.ts';
import type { ControlAsk, NewRequest, StoredRequest } from './ports.ts';

type Asked = Result<{ readonly requestId: string }>;

/** The one click: no reason, no question. */
export const holdCard = (desk: ControlDesk, cardId: string, callId: CallId | null): Asked =>
  applyControl(desk, { control: 'cardHold', target: { kind: 'card', id: cardId }, reason: '', callId });

/** Checks a wish and keeps it; from here on it cannot get lost. */
export function applyControl(desk: ControlDesk, ask: ControlAsk): Asked {
  const { deps, board } = desk;
  const { control } = ask;
  const askedBy = ask.by ?? deps.person();
  if (!askedBy) return fail(appError('common/not-allowed', { need: 'signedIn' }));
  if (ask.by === undefined && !deps.policy.mayApply(control))
    return fail(appError('control/not-your-role', { control, who: deps.policy.who(control, 'apply') }));
  const params = controlParamsSchema.parse(ask.params ?? {});
  const problem = wishProblem(
    { action: 'apply', control, targetKind: ask.target.kind, params, reason: ask.reason },
    deps.clock.now(),
  );
  if (problem) return fail(appError('control/bad-request', { problem }));
  if (control === 'transactionRelease' && ask.by === undefined) {
    const may = mayMove(desk, ask.callId ?? null, ask.anyway ?? false);
    if (!may.ok) return may;
  }
  const last = board.latestOf(control, ask.target.kind, ask.target.id);
  const known = last && sameAgain(desk, last, ask, params);
  if (known) return known;
  const target = targetOf(desk, ask);
  if (!target.ok) return target;
  const seen = deps.screen.shown(ask.callId ?? null);
  return keepNew(desk, {
    requestId: newRequestId(desk, control),
    action: 'apply',
    control,
    target: target.value,
    params,
    reason: ask.reason.trim().slice(0, 300),
    callId: ask.callId ?? null,
    caseId: ask.caseId ?? null,
    recommended: ask.recommended === undefined ? seen.recommended : ask.recommended,
    undoes: null,
    facts: [...(ask.facts ?? seen.facts), ...(ask.anyway ? [{ id: 'care.safetyPassed', value: 'yes' }] : [])],
    askedAt: deps.clock.now(),
    askedBy: { personId: askedBy.personId, name: askedBy.name },
  });
}

/** The answer when the same has been asked for before and is still on its way, or failed and may be tried again. */
function sameAgain(
  desk: ControlDesk,
  last: StoredRequest,
  ask: ControlAsk,
  params: ControlParams,
): Asked | null {
  const same =
    last.action === 'apply' && last.control === ask.control && isDeepStrictEqual(last.params, params);
  if (isOpen(last.state))
    return same
      ? ok({ requestId: last.requestId })
      : fail(appError('control/busy', { control: last.control }, 'later'));
  return same && last.failure?.retryable ? askAgain(desk, last.requestId) : null;
}

function targetOf({ deps }: ControlDesk, { control, target }: ControlAsk): Result<ControlTarget> {
  const { kind, id, masked } = target;
  if (masked !== undefined) return ok({ kind, id, masked });
  if (control === 'cardHold') {
    const card = deps.cards.findCard(id);
    if (!card) return fail(appError('control/card-unknown', { cardId: id }));
    if (!card.holdable) return fail(appError('control/card-not-holdable', { state: card.hold.state }));
    return ok({ kind, id, masked: card.masked });
  }
  const found = deps.cards.findTarget(kind, id);
  return found ? ok(found) : fail(appError('control/target-unknown', { kind }));
}

/** Ids of holds begin as they always did; the core and its logs know them. */
export const newRequestId = ({ deps }: ControlDesk, control: ControlAsk['control']): string =>
  `${control === 'cardHold' ? 'hold' : 'ctl'}-${deps.newId()}`;

/** On disk, then on its way. */
export function keepNew(desk: ControlDesk, wanted: NewRequest): Asked {
  const { deps, board, courier } = desk;
  const askedAtMs = deps.clock.monotonicMs();
  const asked = written(deps, () => board.ask(wanted));
  if (!asked.ok) return asked;
  const { requestId } = asked.value;
  const isNew = requestId === wanted.requestId;
  // Somebody in another window was faster with another wish for the same thing.
  if (!isNew && (asked.value.action !== wanted.action || asked.value.control !== wanted.control))
    return fail(appError('control/busy', { control: asked.value.control }, 'later'));
  if (isNew) desk.clickedMs.set(requestId, askedAtMs);
  deps.onTiming?.({ holdId: requestId, phase: 'asked', atMs: askedAtMs });
  deps.onTiming?.({ holdId: requestId, phase: 'durable', atMs: deps.clock.monotonicMs() });
  courier.carry(requestId, !isNew);
  return ok({ requestId });
}

export const undoneBy = (control: ControlAsk['control']) => controlRules[control].undoneBy;
