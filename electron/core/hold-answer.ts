import { holdRefusalSchema, type HoldRefusal } from '#shared/core/vocabulary.ts';
import { wireErrorSchema, type WireError } from '#shared/core/wire-common.ts';
import { wireHoldStatusSchema, wireReceiptSchema, type WireReceipt } from '#shared/core/wire-hold.ts';
import type { HttpAnswer, HttpTrouble } from './http.ts';
import type { HoldAnswer, HoldTroubleAnswer } from './ports.ts';

/** Reads the answer to POST /v1/holds for the card that was asked for. */
export function readPlacedHold(outcome: HttpAnswer | HttpTrouble, cardId: string): HoldAnswer {
  if (outcome.kind === 'trouble') return troubleFrom(outcome);
  const { status, body } = outcome;
  if (status === 200 || status === 201) {
    const receipt = wireReceiptSchema.safeParse(body);
    return receipt.success ? receiptFor(receipt.data, cardId) : unusable(status);
  }
  if (status === 202) {
    const taken = wireHoldStatusSchema.safeParse(body);
    return taken.success ? statusFor(taken.data, cardId) : unusable(status);
  }
  return readRefusal(status, body);
}

/** Reads the answer to GET /v1/holds/{key}. */
export function readHoldStatus(outcome: HttpAnswer | HttpTrouble, cardId: string): HoldAnswer {
  if (outcome.kind === 'trouble') return troubleFrom(outcome);
  const { status, body } = outcome;
  if (status === 200) {
    const known = wireHoldStatusSchema.safeParse(body);
    return known.success ? statusFor(known.data, cardId) : unusable(status);
  }
  const error = wireErrorSchema.safeParse(body);
  // Only the core's own word says that nothing was done under the key; a bare 404 may be a wrong address.
  if (status === 404 && error.success && error.data.code === 'keyUnknown') return { kind: 'keyUnknown' };
  return questionTrouble(status);
}

function readRefusal(status: number, body: unknown): HoldAnswer {
  if (status === 401) return trouble('unauthorized', { status });
  if (status >= 500 || status === 429 || status === 408) return trouble('coreFault', { status });
  const error = wireErrorSchema.safeParse(body);
  if (!error.success || status < 400) return unusable(status);
  const code = refusalCode(status, error.data);
  return code === null ? unusable(status) : { kind: 'refused', code, reason: error.data.code };
}

/** 404 and 409 are refusals only with their own code: a gateway in between also says 404. */
function refusalCode(status: number, error: WireError): HoldRefusal | null {
  const known = holdRefusalSchema.safeParse(error.code);
  if (known.success) return known.data;
  if (status === 400) return 'badRequest';
  if (status === 403) return 'notPermitted';
  return status === 422 ? 'refused' : null;
}

function statusFor(
  status: { readonly state: 'processing' | 'confirmed'; readonly receipt: WireReceipt | null },
  cardId: string,
): HoldAnswer {
  if (status.state === 'processing') return { kind: 'processing' };
  return status.receipt === null ? unusable(200) : receiptFor(status.receipt, cardId);
}

/** A receipt for another card proves nothing about this one. */
const receiptFor = (receipt: WireReceipt, cardId: string): HoldAnswer =>
  receipt.cardId === cardId
    ? { kind: 'receipt', receipt }
    : trouble('badAnswer', { status: 200, where: 'cardId' });

const unusable = (status: number): HoldTroubleAnswer => trouble('badAnswer', { status });

function questionTrouble(status: number): HoldTroubleAnswer {
  if (status === 401 || status === 403) return trouble('unauthorized', { status });
  return status >= 500 || status === 429 ? trouble('coreFault', { status }) : unusable(status);
}

function troubleFrom(outcome: HttpTrouble): HoldTroubleAnswer {
  const { code, detail, beforeWire } = outcome;
  return { kind: 'trouble', code, params: { detail: detail.slice(0, 100) }, beforeWire };
}

const trouble = (
  code: HoldTroubleAnswer['code'],
  params: Readonly<Record<string, string | number>>,
): HoldTroubleAnswer => ({ kind: 'trouble', code, params, beforeWire: false });
