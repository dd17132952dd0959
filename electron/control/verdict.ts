import type { HoldAnswer } from '#electron/core/ports.ts';
import type { HoldFailure, HoldReceipt, HoldTrouble } from '#shared/control/contract.ts';
import type { WireHoldRequest, WireReceipt } from '#shared/core/wire-hold.ts';
import type { HoldStep, StoredHold } from './ports.ts';

export type FinalStep = Extract<HoldStep, { to: 'confirmed' | 'failed' }>;

/** What an answer of the core means for the hold: it is over, the core is at it, or try again. */
export type Verdict =
  | { readonly kind: 'final'; readonly step: FinalStep }
  | { readonly kind: 'working'; readonly mayHaveLeft: true }
  | ({ readonly kind: 'trouble'; readonly mayHaveLeft: boolean } & Pick<HoldTrouble, 'code' | 'params'>);

export function verdictOf(answer: HoldAnswer, at: number): Verdict {
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
      return { kind: 'trouble', code: 'badAnswer', params: {}, mayHaveLeft: true };
    case 'trouble':
      return { kind: 'trouble', code: answer.code, params: answer.params, mayHaveLeft: !answer.beforeWire };
  }
}

/** Built from the disk alone, so that it is the same to the byte however often it is sent. */
export function requestOf(hold: StoredHold): WireHoldRequest {
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

const retryableRefusals: ReadonlySet<HoldFailure['code']> = new Set(['notPermitted', 'refused']);

const failureFrom = (code: HoldFailure['code'], reason: string, at: number): HoldFailure => ({
  code,
  params: { reason },
  retryable: retryableRefusals.has(code),
  at,
});
