import type { ControlAnswer, ControlReceipt } from '#electron/core/ports.ts';
import type { HoldFailure, HoldReceipt, HoldTrouble } from '#shared/control/contract.ts';
import type { WireControlRequest } from '#shared/core/wire-control.ts';
import type { WireHoldRequest } from '#shared/core/wire-hold.ts';
import type { HoldStep, StoredRequest } from './ports.ts';

export type FinalStep = Extract<HoldStep, { to: 'confirmed' | 'failed' }>;

/** What an answer of the core means for the request: it is over, the core is at it, or try again. */
export type Verdict =
  | { readonly kind: 'final'; readonly step: FinalStep }
  | { readonly kind: 'working'; readonly mayHaveLeft: true }
  | ({
      readonly kind: 'trouble';
      readonly mayHaveLeft: boolean;
      readonly retryAfterMs: number;
    } & Pick<HoldTrouble, 'code' | 'params'>);

export function verdictOf(answer: ControlAnswer, at: number): Verdict {
  switch (answer.kind) {
    case 'receipt':
      return { kind: 'final', step: { to: 'confirmed', at, receipt: receiptFrom(answer.receipt) } };
    case 'refused': {
      const failure = failureFrom(answer.code, answer.reason, at);
      return { kind: 'final', step: { to: 'failed', at, failure } };
    }
    case 'processing':
      return { kind: 'working', mayHaveLeft: true };
    case 'keyUnknown': // an answer to the question only; as an answer to the request it makes no sense
      return { kind: 'trouble', code: 'badAnswer', params: {}, mayHaveLeft: true, retryAfterMs: 0 };
    case 'trouble': {
      const { code, params, beforeWire, retryAfterMs = 0 } = answer;
      return { kind: 'trouble', code, params, mayHaveLeft: !beforeWire, retryAfterMs };
    }
  }
}

/** Built from the disk alone, so that it is the same to the byte however often it is sent. */
export function holdRequestOf(request: StoredRequest): WireHoldRequest {
  return {
    control: 'cardHold',
    cardId: request.target.id,
    callId: request.callId,
    askedAt: new Date(request.askedAt).toISOString(),
    askedBy: { personId: request.askedBy.personId, name: request.askedBy.name },
  };
}

/** As `holdRequestOf`, for everything that goes to `/v1/controls`. */
export function controlRequestOf(request: StoredRequest): WireControlRequest {
  const { action, control, target, params, reason, undoes, callId, caseId } = request;
  return {
    action,
    control,
    target: { kind: target.kind, id: target.id },
    dayLimit: params.dayLimit,
    until: params.until === null ? null : new Date(params.until).toISOString(),
    message: params.message,
    reason,
    undoes: undoes?.receipt ?? null,
    callId,
    caseId,
    askedAt: new Date(request.askedAt).toISOString(),
    askedBy: { personId: request.askedBy.personId, name: request.askedBy.name },
  };
}

const receiptFrom = (wire: ControlReceipt): HoldReceipt => ({
  number: wire.receipt,
  at: Date.parse(wire.at),
  undoBy: wire.undoBy,
  already: wire.already,
});

const retryableRefusals: ReadonlySet<HoldFailure['code']> = new Set(['notPermitted', 'refused']);

const failureFrom = (code: HoldFailure['code'], reason: string, at: number): HoldFailure => ({
  code,
  params: { reason },
  retryable: retryableRefusals.has(code),
  at,
});
