import type { FollowUp, HelpRequest, StepCards } from '#shared/care/contract.ts';
import type { CallId } from '#shared/lib/ids.ts';

/** Where a caller stands in the call: kept, so that a reload, a hold and a takeover change nothing. */
export interface CareOfCall {
  readonly steps: StepCards | null;
  readonly safety: readonly { readonly id: string; readonly at: number }[];
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
  /** Open ones, and those made in this call. Earliest due first. */
  openFollowUps(): readonly KeptFollowUp[];
  followUpsOf(callId: CallId): readonly KeptFollowUp[];
}

/** The call as far as this room needs it. */
export interface CareCall {
  readonly callId: CallId;
  readonly number: string;
  readonly queue: string | null;
  readonly answeredAt: number | null;
}
