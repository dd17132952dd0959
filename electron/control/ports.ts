import type { CallerCard } from '#shared/caller/contract.ts';
import type {
  ControlRequest,
  ControlState,
  ControlTarget,
  HoldFailure,
  HoldReceipt,
  ReleaseAsk,
  Told,
} from '#shared/control/contract.ts';
import type { ControlAction, ControlId, TargetKind } from '#shared/control/control-ids.ts';
import type { ControlParamsInput } from '#shared/control/control-rules.ts';
import type { Recommended, ShownFact } from '#shared/control/facts.ts';
import type { HoldState } from '#shared/control/hold-state.ts';
import type { Who } from '#shared/core/text.ts';
import type { Result } from '#shared/errors/result.ts';
import type { CallId } from '#shared/lib/ids.ts';
import type { Source } from '#shared/lib/publisher.ts';
import type { Role } from '#shared/seat/role.ts';

/** A control that another room or a person wants. */
export interface ControlAsk {
  readonly control: ControlId;
  /** `masked` is given by a room that has its own targets (a case its transaction); without it the caller panel is asked. */
  readonly target: { readonly kind: TargetKind; readonly id: string; readonly masked?: string };
  readonly params?: ControlParamsInput;
  readonly reason: string;
  readonly callId?: CallId | null;
  readonly caseId?: string | null;
  /** What stood on the screen. Without it main notes what the desk shows of the call. */
  readonly facts?: readonly ShownFact[];
  readonly recommended?: Recommended | null;
  /** Who acts when no person does: a rule has the id `rule`. Without it the person signed in. */
  readonly by?: Who;
  /** Told that a safety question is open, the agent goes on all the same; only where the policy warns. */
  readonly anyway?: boolean | undefined;
}

/**
 * The way into the outbox for other rooms (a case of the verification inbox, an incident). A request that `apply` has
 * answered for is on disk and ends in one receipt or in a failure that says what is known; its way is in `state`.
 */
export interface Controls {
  readonly state: Source<ControlState>;
  /**
   * Answers when the request is on disk. Asked again while it is open it answers the same id; while another decision about the
   * same target is open it is `control/busy`.
   */
  apply(ask: ControlAsk): Result<{ readonly requestId: string }>;
  retry(requestId: string): Result<Record<string, never>>;
  /** Whether money may move in this call; asked again by `apply`. */
  mayMove(callId: CallId | null, anyway: boolean): Result<void>;
  /** A request on disk, of any age. */
  find(requestId: string): StoredRequest | undefined;
}

/** A request as it lies on the disk. What went wrong on the way (`trouble`) is of the moment and not kept. */
export type StoredRequest = Omit<ControlRequest, 'trouble'>;

export type NewRequest = Pick<
  StoredRequest,
  | 'requestId'
  | 'action'
  | 'control'
  | 'target'
  | 'params'
  | 'reason'
  | 'callId'
  | 'caseId'
  | 'recommended'
  | 'undoes'
  | 'askedAt'
  | 'askedBy'
> & { readonly facts: readonly ShownFact[] };

/** A step of a request with what it brings. Every step is also kept in its history. */
export type HoldStep =
  | { readonly to: 'sent'; readonly at: number }
  | { readonly to: 'confirmed'; readonly at: number; readonly receipt: HoldReceipt }
  | { readonly to: 'failed'; readonly at: number; readonly failure: HoldFailure }
  | { readonly to: 'withdrawn'; readonly at: number }
  | { readonly to: 'asked'; readonly at: number };

/**
 * Requests on disk. Every writing method is one transaction, synced when it returns; it throws when it could not be written,
 * and then nothing was.
 */
export interface RequestRepository {
  /** Keeps a new request, or answers the open one of its lane: two clicks are one, also across two windows. */
  ask(request: NewRequest): StoredRequest;
  /** Takes the step if the request is in one of `from`, and answers the request as it is now either way. */
  step(requestId: string, from: readonly HoldState[], step: HoldStep): StoredRequest;
  /** One more time on the wire. */
  wired(requestId: string, at: number): StoredRequest;
  find(requestId: string): StoredRequest | undefined;
  /** The newest of the lane, by the order of asking and not by the clock, which may jump. */
  latestOf(control: ControlId, kind: TargetKind, id: string): StoredRequest | undefined;
  /** Open ones of any age and those asked since, oldest first. */
  openAndSince(since: number): readonly StoredRequest[];
  addTold(requestId: string, told: Told): StoredRequest;
  askRelease(ask: ReleaseAsk): ReleaseAsk;
  decideRelease(
    askId: string,
    decision: {
      readonly state: 'released' | 'declined';
      readonly at: number;
      readonly by: Who;
      readonly reason: string;
    },
  ): ReleaseAsk;
  /** Open ones of any age and those asked since, newest first. */
  releaseAsks(since: number): readonly ReleaseAsk[];
}

/** Where a target on the screen is looked up by its opaque id: the caller panel. Null: it is not on the screen. */
export interface TargetDirectory {
  findCard(cardId: string): CallerCard | undefined;
  findTarget(kind: TargetKind, id: string): ControlTarget | null;
  /** Cards and accounts of the holder on the screen, in the order of the panel. */
  cardsOf(callId: CallId): readonly CallerCard[];
}

/** What stood on the screen at this moment, for the record of a decision. */
export interface Screen {
  shown(callId: CallId | null): {
    readonly facts: readonly ShownFact[];
    readonly recommended: Recommended | null;
  };
}

/** Who may do what, from the bank's policy. */
export interface ControlPolicy {
  mayApply(control: ControlId): boolean;
  mayTakeBack(control: ControlId): boolean;
  /** For the refusal: the roles that may. */
  who(control: ControlId, action: ControlAction): Role[];
}

/**
 * Asked before money may move: a transaction released, a limit or a hold taken back. `callId` null: whoever is on the line. The error says
 * what has to be asked first; `anyway` is the agent's second word.
 */
export type MayMove = (callId: CallId | null, anyway: boolean) => Result<void>;

/** Phases of one click, for the bench and the log: monotonic milliseconds. */
export interface HoldTiming {
  readonly holdId: string;
  readonly phase: 'asked' | 'durable' | 'onWire' | 'answered';
  readonly atMs: number;
}
