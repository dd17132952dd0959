import type { CallId } from '#shared/lib/ids.ts';
import type { QualityEvent } from '#shared/quality/event.ts';
import type { QualitySheet } from '#shared/quality/sheet.ts';

/** Where the check of each call and the last good content are kept; implemented in `electron/store`. */
export interface QualityRepository {
  /** On disk when this returns. */
  append(callId: CallId, event: QualityEvent): void;
  /** Oldest first. Throws when a row is not an event. */
  events(callId: CallId): readonly QualityEvent[];
  /** The last good sheets, so that a broken file costs nobody a check that worked yesterday. */
  shelf(): readonly QualitySheet[];
  /** Replaces the shelf, all of it or nothing. */
  shelve(sheets: readonly QualitySheet[]): void;
}

/** The call that is checked: from the answer to the end of the wrap-up. */
export interface CheckedCall {
  readonly callId: CallId;
  /** The answer, epoch ms. */
  readonly startedAt: number;
  readonly outgoing: boolean;
  readonly textsSent: number;
  /** Its words are shown as text, and the bank wants the caller told. */
  readonly captioned: boolean;
  readonly ended: boolean;
}
