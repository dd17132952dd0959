import type { CallEvent } from '#electron/call/ports.ts';
import type { AskedControl, CaseTier, FeedState, FirstRing } from '#shared/cases/contract.ts';
import type { Outcome } from '#shared/cases/outcome-choices.ts';
import type { AttemptResult } from '#shared/cases/words.ts';
import type { ControlId } from '#shared/control/control-ids.ts';
import type { Who } from '#shared/core/text.ts';
import type { WireAttemptRecord, WireCase, WireClaim, WireClaimAnswer } from '#shared/core/wire-case.ts';
import type { Result } from '#shared/errors/result.ts';
import type { Undo } from '#shared/lib/clock.ts';
import type { CallId } from '#shared/lib/ids.ts';
import type { Source } from '#shared/lib/publisher.ts';

/**
 * Where cases come from. Server-sent events of the core today (`electron/core/case-feed.ts`); a message bus implements the same.
 * Whoever implements it reconnects by itself and misses nothing: after a break either what came since, or everything.
 */
export interface CaseFeed {
  readonly state: Source<FeedState>;
  /** Begins to follow. `all` replaces what is known; `one` is new or has changed, whole. */
  start(listener: { all(cases: readonly WireCase[]): void; one(changed: WireCase): void }): Undo;
  /** Does not wait on for the next try. */
  hurry(): void;
}

/** What the core is asked about cases. 409 is `cases/claimed-elsewhere` or `cases/closed`; the rest `core/…`. */
export interface CaseGateway {
  claimCase(caseId: string, claim: WireClaim): Promise<Result<WireClaimAnswer>>;
  giveBackCase(caseId: string, claim: WireClaim): Promise<Result<WireCase>>;
  /** Safe to send again: the attempt's id is its key. */
  recordAttempt(caseId: string, record: WireAttemptRecord): Promise<Result<WireCase>>;
}

/** The telephone, as far as a case needs it. */
export interface CaseCalls {
  dial(number: string): Result<CallId>;
  onEvent(listener: (event: CallEvent) => void): Undo;
}

/** The one outbox (`electron/control`). Answers when the request is on disk. */
export interface CaseControls {
  apply(ask: {
    readonly control: ControlId;
    readonly target: {
      readonly kind: 'transaction' | 'account';
      readonly id: string;
      readonly masked: string;
    };
    readonly until?: number;
    readonly reason: string;
    readonly caseId: string;
    readonly callId: CallId | null;
    /** Set when no person decides: the rule of two attempts. */
    readonly byRule: boolean;
    readonly anyway: boolean;
  }): Result<{ readonly requestId: string }>;
  /** Whether money may move: safety questions come first. */
  mayMove(callId: CallId | null, anyway: boolean): Result<void>;
  /** What was asked for in which case, newest last. */
  readonly asked: Source<ReadonlyMap<string, readonly AskedControl[]>>;
}

/** What stands on the screen at this moment, as JSON without C3 data. */
export type Shown = () => string;

export interface NewAttempt {
  readonly attemptId: string;
  readonly caseId: string;
  readonly callId: CallId;
  readonly seat: string;
  readonly by: Who;
  /** Of the case. */
  readonly arrivedAt: number;
  readonly dialedAt: number;
  /** Nobody has rung for this case before. */
  readonly isFirst: boolean;
}

export type EndedAttempt = NewAttempt & {
  readonly rangAt: number | null;
  readonly endedAt: number;
  readonly result: AttemptResult;
};

export interface NewDecision {
  readonly caseId: string;
  readonly outcome: Outcome;
  readonly reason: string;
  readonly note: string;
  readonly until: number | null;
  readonly at: number;
  readonly by: Who;
  readonly callId: CallId | null;
  readonly shown: string;
}

/** Attempts and decisions on disk; every writing method is durable when it returns. */
export interface CaseRepository {
  addAttempt(attempt: NewAttempt): void;
  rang(attemptId: string, at: number): void;
  /** `result` null: it was ours that broke off, and counts as nothing. */
  endAttempt(attemptId: string, at: number, result: AttemptResult | null): void;
  /** Ended, counting, and not acknowledged by the core, oldest first. */
  unsent(): readonly EndedAttempt[];
  acknowledged(attemptId: string): void;
  /** Attempts that a crash cut off count as nothing: nobody knows what the holder did. */
  dropCutOff(): void;
  firstRings(since: number): FirstRing;
  addDecision(decision: NewDecision): void;
}

/** What the account alone says, by the bank's tables. */
export type JudgeCase = (one: WireCase, age: number | null) => Promise<CaseTier>;
