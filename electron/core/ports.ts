import type { CoreHealth } from '#shared/core/contract.ts';
import type { ClientIdentity } from './client-identity.ts';
import type { ControlRefusal, HoldRefusal } from '#shared/core/vocabulary.ts';
import type {
  WireCard,
  WireCustomer,
  WireLookup,
  WirePastCalls,
  WireRisk,
} from '#shared/core/wire-customer.ts';
import type { WireListedCard } from '#shared/core/wire-listed-card.ts';
import type { WireControlRequest } from '#shared/core/wire-control.ts';
import type { WireHoldRequest, WireReceipt } from '#shared/core/wire-hold.ts';
import type {
  WirePicture,
  WirePictureLink,
  WirePicturePost,
  WireUpload,
  WireUploadAsk,
} from '#shared/core/wire-picture.ts';
import type { WireMessage, WireMessageState } from '#shared/core/wire-message.ts';
import type { WireCallRecord, WireReveal } from '#shared/core/wire-record.ts';
import type { Result } from '#shared/errors/result.ts';
import type { Source } from '#shared/lib/publisher.ts';

/** What the desk asks of the core about people. Every answer has been checked against the document; failures are `core/…`. */
export interface CoreGateway {
  findCallers(number: string, signal?: AbortSignal): Promise<Result<WireLookup>>;
  customer(customerId: string, signal?: AbortSignal): Promise<Result<WireCustomer>>;
  cards(customerId: string, signal?: AbortSignal): Promise<Result<readonly WireCard[]>>;
  risk(customerId: string, signal?: AbortSignal): Promise<Result<WireRisk>>;
  pastCalls(customerId: string, signal?: AbortSignal): Promise<Result<WirePastCalls['calls']>>;
  /** Safe to send again: the record's callId is its idempotency key. */
  saveCall(record: WireCallRecord): Promise<Result<{ readonly recordId: string }>>;
  reveal(request: WireReveal): Promise<Result<{ readonly value: string }>>;
}

/** Something between desk and core went wrong: nothing is known about what the core did, unless `beforeWire`. */
export interface HoldTroubleAnswer {
  readonly kind: 'trouble';
  readonly code: 'unreachable' | 'timeout' | 'coreFault' | 'busy' | 'unauthorized' | 'badAnswer';
  readonly params: Readonly<Record<string, string | number>>;
  /** true: the request certainly never left this machine. */
  readonly beforeWire: boolean;
  /** The core asks not to come back sooner. */
  readonly retryAfterMs?: number;
}

/**
 * What the core said to a hold, or to the question what became of one.
 * A refusal is believed only from the core's own error body; anything else is trouble.
 */
export type HoldAnswer =
  | { readonly kind: 'receipt'; readonly receipt: WireReceipt }
  | { readonly kind: 'processing' }
  | { readonly kind: 'keyUnknown' }
  | { readonly kind: 'refused'; readonly code: HoldRefusal; readonly reason: string }
  | HoldTroubleAnswer;

/** The part of the core that protects money. Never rejects: every outcome is an answer. */
export interface HoldGateway {
  /** `onWire` is called when the last byte of the request has been handed to the operating system. */
  placeHold(
    key: string,
    request: WireHoldRequest,
    options?: { readonly onWire?: () => void; readonly signal?: AbortSignal },
  ): Promise<HoldAnswer>;
  holdByKey(key: string, cardId: string, signal?: AbortSignal): Promise<HoldAnswer>;
}

/** Whole lists of cards (C08), on connections of their own: a single hold never queues behind them. */
export interface BulkHoldGateway {
  /** Which of these numbers are cards, in the order of the question; null: no such card. At most 500. */
  lookUpCards(
    numbers: readonly string[],
    signal?: AbortSignal,
  ): Promise<Result<readonly (WireListedCard | null)[]>>;
  placeBulkHold(key: string, request: WireHoldRequest, signal?: AbortSignal): Promise<HoldAnswer>;
}

/** What any receipt says, whatever it is for; that it is for the request has been checked. */
export type ControlReceipt = Pick<WireReceipt, 'receipt' | 'at' | 'undoBy' | 'already'>;
export type ControlAnswer =
  | { readonly kind: 'receipt'; readonly receipt: ControlReceipt }
  | { readonly kind: 'refused'; readonly code: ControlRefusal; readonly reason: string }
  | Exclude<HoldAnswer, { readonly kind: 'receipt' | 'refused' }>;

/** The graded controls, and the taking back of any; same promises as `HoldGateway`. */
export interface ControlGateway {
  placeControl(
    key: string,
    request: WireControlRequest,
    options?: { readonly onWire?: () => void; readonly signal?: AbortSignal },
  ): Promise<ControlAnswer>;
  controlByKey(key: string, request: WireControlRequest, signal?: AbortSignal): Promise<ControlAnswer>;
}

/** The bank's message service. A failure says nothing of what became of the text: ask by the key, or send again under it. */
export interface MessageGateway {
  sendMessage(key: string, message: WireMessage): Promise<Result<WireMessageState>>;
  messageByKey(key: string): Promise<Result<WireMessageState>>;
}

/** The caller's screenshot and its way back (C11). A repetition under the same key is the same link. */
export interface PictureGateway {
  openUpload(key: string, ask: WireUploadAsk): Promise<Result<WireUpload>>;
  upload(uploadId: string): Promise<Result<WireUpload>>;
  uploadedPicture(uploadId: string): Promise<Result<WirePicture>>;
  postPicture(key: string, picture: WirePicturePost): Promise<Result<WirePictureLink>>;
}

export interface CoreHealthWatch {
  readonly health: Source<CoreHealth>;
  checkNow(): Promise<void>;
}

/** Where the core is. `caFile`: PEM of the bank's own authority, in place of the public ones. */
export interface CoreConfig {
  readonly baseUrl: string;
  readonly caFile: string | null;
  readonly sandbox: boolean;
  /** The desk's own certificate, where the gateway asks for one (mutual TLS). */
  readonly identity?: ClientIdentity | undefined;
  /** For questions about people, default 3,000 ms; for holds, default 8,000 ms. */
  readonly readTimeoutMs?: number;
  readonly holdTimeoutMs?: number;
  readonly healthEveryMs?: number;
}
