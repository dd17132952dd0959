import type { ControlRequest, ControlState, Hold } from './contract.ts';

export const noHolds: ControlState = { requests: [], holds: [], outboxDepth: 0, releaseAsks: [] };

export const isHold = (request: Pick<ControlRequest, 'action' | 'control'>): boolean =>
  request.action === 'apply' && request.control === 'cardHold';

/** A hold in its own words; null for what is none, and for one that says nothing about the card any more. */
function holdFrom(request: ControlRequest): Hold | null {
  const { requestId, control, target, callId, state, askedAt, sentAt, answeredAt } = request;
  const { attempts, receipt, failure, trouble, askedBy } = request;
  if (!isHold(request) || state === 'withdrawn' || request.undoneAt !== null) return null;
  return {
    holdId: requestId,
    control,
    cardId: target.id,
    cardMasked: target.masked,
    callId,
    state,
    askedAt,
    sentAt,
    answeredAt,
    attempts,
    receipt,
    failure,
    trouble,
    askedBy,
  };
}

/** The card holds among the requests, in their order: not withdrawn, not taken back. */
export const holdsAmong = (requests: readonly ControlRequest[]): Hold[] =>
  requests.map(holdFrom).filter((hold) => hold !== null);
