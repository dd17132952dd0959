import type { CallerCard } from '#shared/caller/contract.ts';
import type { Hold, HoldFailure, HoldReceipt } from '#shared/control/contract.ts';
import type { HoldState } from '#shared/control/hold-state.ts';

/** A hold as it lies on the disk. What went wrong on the way (`trouble`) is of the moment and not kept. */
export type StoredHold = Omit<Hold, 'trouble'>;

export type NewHold = Pick<
  StoredHold,
  'holdId' | 'control' | 'cardId' | 'cardMasked' | 'callId' | 'askedAt' | 'askedBy'
>;

/** A step of a hold with what it brings. Every step is also kept in the history of the hold. */
export type HoldStep =
  | { readonly to: 'sent'; readonly at: number }
  | { readonly to: 'confirmed'; readonly at: number; readonly receipt: HoldReceipt }
  | { readonly to: 'failed'; readonly at: number; readonly failure: HoldFailure }
  | { readonly to: 'asked'; readonly at: number };

/**
 * Holds on disk. Every writing method is one transaction, synced when it returns; it throws when it could not be written,
 * and then nothing was.
 */
export interface HoldRepository {
  /** Keeps a new hold, or answers the open one of the card: two clicks are one hold, also across two windows. */
  ask(hold: NewHold): StoredHold;
  /** Takes the step if the hold is in one of `from`, and answers the hold as it is now either way. */
  step(holdId: string, from: readonly HoldState[], step: HoldStep): StoredHold;
  /** One more time on the wire. */
  wired(holdId: string, at: number): StoredHold;
  find(holdId: string): StoredHold | undefined;
  latestOfCard(cardId: string): StoredHold | undefined;
  /** Open ones of any age and those asked since, newest first. */
  openAndSince(since: number): readonly StoredHold[];
}

/** Where a card on the screen is looked up by its opaque id: the caller panel. */
export interface CardDirectory {
  findCard(cardId: string): CallerCard | undefined;
}

/** Phases of one click, for the bench and the log: monotonic milliseconds. */
export interface HoldTiming {
  readonly holdId: string;
  readonly phase: 'asked' | 'durable' | 'onWire' | 'answered';
  readonly atMs: number;
}
