import type { CareFlag } from '#shared/care/care-flag.ts';
import type { FollowUp, HelpRequest, StepCards } from '#shared/care/contract.ts';
import type { CallId } from '#shared/lib/ids.ts';

/** Where a caller stands in the call: kept, so that a reload, a hold and a takeover change nothing. */
export interface CareOfCall {
  readonly steps: StepCards | null;
  readonly safety: readonly { readonly id: string; readonly at: number }[];
  /** The crisis flag stood in this call and was not lifted again. */
  readonly crisis: boolean;
}

/** Whom to dial for a follow-up. Stays in the encrypted store and in main. */
export interface KeptFollowUp {
  readonly followUp: FollowUp;
  readonly number: string;
}

/** Durable when they return. */
export interface CareRepository {
  saveCall(callId: CallId, care: CareOfCall, at: number): void;
  ofCall(callId: CallId): CareOfCall | null;
  saveHelp(help: HelpRequest): void;
  /** Not closed, newest first. */
  openHelp(): readonly HelpRequest[];
  saveFollowUp(kept: KeptFollowUp): void;
  /** Open ones. Earliest due first. */
  openFollowUps(): readonly KeptFollowUp[];
  followUpsOf(callId: CallId): readonly KeptFollowUp[];
}

/** What the rest of the desk knows of the call at this moment. */
export interface CareSituation {
  readonly name: { readonly zh: string; readonly en: string; readonly masked: string } | null;
  readonly phoneMasked: string;
  readonly flags: readonly CareFlag[];
  /** Those that the agent has lifted in this call. */
  readonly lifted: readonly CareFlag[];
  readonly playbookId: string | null;
  readonly tier: HelpRequest['tier'];
  /** What the agent has written so far. */
  readonly note: string;
  /** Safety questions that the cards of these flags ask before money moves, in their order. */
  readonly safety: readonly string[];
}

export interface CarePerson {
  readonly personId: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly seatNumber: string;
}

/** The call as far as this room needs it. */
export interface CareCall {
  readonly callId: CallId;
  readonly number: string;
  readonly queue: string | null;
  readonly answeredAt: number | null;
}
