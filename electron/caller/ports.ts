import type { PastCall } from '#shared/caller/contract.ts';
import type { FlagConsent, FlagNote } from '#shared/caller/flag-rules.ts';
import type { Relation, VerifyMethod } from '#shared/caller/identity.ts';
import type { CareFlag } from '#shared/care/care-flag.ts';
import type { Who } from '#shared/core/text.ts';
import type { CallId } from '#shared/lib/ids.ts';
import type { Disposition } from '#shared/seat/contract.ts';

/** Whose notes these are: `customer:<id>`, `number:<E.164>` while nobody is known, `call:<id>` for a withheld number. */
export type Subject = string;

/** What the agent said about who speaks, kept with who and when. The last one of a call counts. */
export type IdentityNote = { readonly callId: CallId; readonly at: number; readonly by: Who } & (
  | { readonly kind: 'speaker'; readonly relation: Relation; readonly name: string }
  | { readonly kind: 'verified'; readonly methods: readonly VerifyMethod[]; readonly failed: boolean }
);

/** One look at a full number. Written before the core is asked. */
export interface RevealNote {
  readonly callId: CallId;
  readonly subject: Subject;
  readonly what: 'card' | 'phone' | 'document';
  readonly cardId: string | null;
  readonly reason: string;
  readonly at: number;
  readonly by: Who;
}

/** What is known of a call before its end, so that the record can be made after a crash, too. */
export interface CallOnFile {
  readonly callId: CallId;
  readonly subject: Subject;
  readonly customerId: string | null;
  readonly startedAt: number;
  readonly flags: readonly CareFlag[];
}

export interface FinishedCall {
  readonly callId: CallId;
  readonly answeredAt: number | null;
  readonly endedAt: number;
  readonly agent: Who;
  readonly topic: string;
  readonly outcome: Disposition;
  readonly note: string;
}

/** A finished call that the core has not acknowledged. */
export type UnsentCall = CallOnFile & FinishedCall;

/** Notes, looks and calls on disk; every writing method is durable when it returns. */
export interface CallerRepository {
  addFlagNote(subject: Subject, note: FlagNote): void;
  addFlagConsent(subject: Subject, consent: FlagConsent): void;
  flagConsents(subjects: readonly Subject[], callId: CallId): readonly FlagConsent[];
  /** Of the subjects and of the call, oldest first. */
  flagNotes(subjects: readonly Subject[], callId: CallId): readonly FlagNote[];
  addIdentityNote(note: IdentityNote): void;
  identityNotes(callId: CallId): readonly IdentityNote[];
  addReveal(note: RevealNote): void;
  /** Keeps or renews what is known of a call that is going on; a finished one is left alone. */
  rememberCall(call: CallOnFile): void;
  /** False when the call was never remembered. Finishing twice keeps the first. */
  finishCall(call: FinishedCall): boolean;
  /** Finished ones, newest first, except `callId`; `recordId` is the core's where it has acknowledged. */
  pastCalls(subjects: readonly Subject[], except: CallId, limit: number): readonly PastCall[];
  unsentCalls(limit: number): readonly UnsentCall[];
  acknowledged(callId: CallId, recordId: string): void;
}
