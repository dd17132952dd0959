import type { z } from 'zod';
import {
  controlRefusalSchema,
  holdRefusalSchema,
  type ControlRefusal,
  type HoldRefusal,
} from '#shared/core/vocabulary.ts';
import { wireErrorSchema, type WireError } from '#shared/core/wire-common.ts';
import {
  wireControlReceiptSchema,
  wireControlStatusSchema,
  type WireControlReceipt,
  type WireControlRequest,
} from '#shared/core/wire-control.ts';
import { wireHoldStatusSchema, wireReceiptSchema, type WireReceipt } from '#shared/core/wire-hold.ts';
import type { HttpAnswer, HttpTrouble } from './http.ts';
import type { ControlAnswer, HoldAnswer, HoldTroubleAnswer } from './ports.ts';

/** An answer of a path: its receipts, and the codes it may refuse with. */
type Read<R, C extends string> =
  | { readonly kind: 'receipt'; readonly receipt: R }
  | { readonly kind: 'refused'; readonly code: C; readonly reason: string }
  | Exclude<HoldAnswer, { readonly kind: 'receipt' | 'refused' }>;
/** Told by the status where the core names no code of its own. */
type Plain = 'badRequest' | 'notPermitted' | 'refused';

/** How the receipts of one path look, and whether one is for what was asked. */
interface Reading<R, C extends string> {
  readonly refusal: z.ZodType<C | Plain>;
  readonly receipt: z.ZodType<R>;
  readonly status: z.ZodType<{ readonly state: 'processing' | 'confirmed'; readonly receipt: R | null }>;
  readonly fits: (receipt: R) => boolean;
}

const holdReading = (cardId: string): Reading<WireReceipt, HoldRefusal> => ({
  refusal: holdRefusalSchema,
  receipt: wireReceiptSchema,
  status: wireHoldStatusSchema,
  fits: (receipt) => receipt.cardId === cardId,
});

const controlReading = ({
  action,
  control,
  target,
}: WireControlRequest): Reading<WireControlReceipt, ControlRefusal> => ({
  refusal: controlRefusalSchema,
  receipt: wireControlReceiptSchema,
  status: wireControlStatusSchema,
  fits: (receipt) =>
    receipt.action === action &&
    receipt.control === control &&
    receipt.target.kind === target.kind &&
    receipt.target.id === target.id,
});

type Outcome = HttpAnswer | HttpTrouble;

/** Reads the answer to POST /v1/holds for the card that was asked for. */
export const readPlacedHold = (outcome: Outcome, cardId: string): HoldAnswer =>
  readPlaced(outcome, holdReading(cardId));

/** Reads the answer to GET /v1/holds/{key}. */
export const readHoldStatus = (outcome: Outcome, cardId: string): HoldAnswer =>
  readStatus(outcome, holdReading(cardId));

/** Reads the answer to POST /v1/controls for the request that was sent. */
export const readPlacedControl = (outcome: Outcome, request: WireControlRequest): ControlAnswer =>
  readPlaced(outcome, controlReading(request));

/** Reads the answer to GET /v1/controls/{key}. */
export const readControlStatus = (outcome: Outcome, request: WireControlRequest): ControlAnswer =>
  readStatus(outcome, controlReading(request));

function readPlaced<R, C extends string>(outcome: Outcome, reading: Reading<R, C>): Read<R, C | Plain> {
  if (outcome.kind === 'trouble') return troubleFrom(outcome);
  const { status, body } = outcome;
  if (status === 200 || status === 201) {
    const receipt = reading.receipt.safeParse(body);
    return receipt.success ? receiptFor(receipt.data, reading) : unusable(status);
  }
  if (status === 202) {
    const taken = reading.status.safeParse(body);
    return taken.success ? statusFor(taken.data, reading) : unusable(status);
  }
  return readRefusal(outcome, reading);
}

function readStatus<R, C extends string>(outcome: Outcome, reading: Reading<R, C>): Read<R, C | Plain> {
  if (outcome.kind === 'trouble') return troubleFrom(outcome);
  const { status, body } = outcome;
  if (status === 200) {
    const known = reading.status.safeParse(body);
    return known.success ? statusFor(known.data, reading) : unusable(status);
  }
  const error = wireErrorSchema.safeParse(body);
  // Only the core's own word says that nothing was done under the key; a bare 404 may be a wrong address.
  if (status === 404 && error.success && error.data.code === 'keyUnknown') return { kind: 'keyUnknown' };
  if (status === 401 || status === 403) return trouble('unauthorized', { status });
  return passing(outcome) ?? unusable(status);
}

function readRefusal<R, C extends string>(outcome: HttpAnswer, reading: Reading<R, C>): Read<R, C | Plain> {
  const { status, body } = outcome;
  if (status === 401) return trouble('unauthorized', { status });
  const later = passing(outcome);
  if (later) return later;
  const error = wireErrorSchema.safeParse(body);
  if (!error.success || status < 400) return unusable(status);
  const code = refusalCode(status, error.data, reading);
  return code === null ? unusable(status) : { kind: 'refused', code, reason: error.data.code };
}

/** Statuses that say nothing about the request and pass by themselves. */
function passing({ status, retryAfterMs }: HttpAnswer): HoldTroubleAnswer | null {
  if (status < 500 && status !== 429 && status !== 408) return null;
  const answer = trouble(status === 429 ? 'busy' : 'coreFault', { status });
  return retryAfterMs === null ? answer : { ...answer, retryAfterMs };
}

/** 404 and 409 are refusals only with their own code: a gateway in between also says 404. */
function refusalCode<R, C extends string>(
  status: number,
  error: WireError,
  reading: Reading<R, C>,
): C | Plain | null {
  const known = reading.refusal.safeParse(error.code);
  if (known.success) return known.data;
  if (status === 400) return 'badRequest';
  if (status === 403) return 'notPermitted';
  return status === 422 ? 'refused' : null;
}

function statusFor<R, C extends string>(
  status: { readonly state: 'processing' | 'confirmed'; readonly receipt: R | null },
  reading: Reading<R, C>,
): Read<R, C> {
  if (status.state === 'processing') return { kind: 'processing' };
  return status.receipt === null ? unusable(200) : receiptFor(status.receipt, reading);
}

/** A receipt for another card proves nothing about this one. */
const receiptFor = <R, C extends string>(receipt: R, reading: Reading<R, C>): Read<R, C> =>
  reading.fits(receipt)
    ? { kind: 'receipt', receipt }
    : trouble('badAnswer', { status: 200, where: 'target' });

const unusable = (status: number): HoldTroubleAnswer => trouble('badAnswer', { status });

function troubleFrom(outcome: HttpTrouble): HoldTroubleAnswer {
  const { code, detail, beforeWire } = outcome;
  const params = { detail: detail.slice(0, 100) };
  return { kind: 'trouble', code: code === 'login' ? 'unauthorized' : code, params, beforeWire };
}

const trouble = (
  code: HoldTroubleAnswer['code'],
  params: Readonly<Record<string, string | number>>,
): HoldTroubleAnswer => ({ kind: 'trouble', code, params, beforeWire: false });
