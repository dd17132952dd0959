import type { CareFlag } from '#shared/care/care-flag-ids.ts';
import type { Who } from '#shared/core/text.ts';
import type { Playbook } from '#shared/guidance/playbook.ts';
import type { GuidanceStep } from '#shared/guidance/step.ts';
import type { CallId } from '#shared/lib/ids.ts';
import type { Measures } from '#shared/measures/contract.ts';
import type { Course } from '#shared/measures/course.ts';
import type { QualityEvent } from '#shared/quality/event.ts';
import type { QualitySheet } from '#shared/quality/sheet.ts';
import type { ReviewFilter } from '#shared/review/contract.ts';
import type { ReviewSheet } from '#shared/review/sheet.ts';
import type { Disposition } from '#shared/seat/contract.ts';
import type { TextMessage } from '#shared/call/contract.ts';

/** One answered call that is over, as it lies on the disk: names and numbers in full. */
export interface StoredReviewCall {
  readonly callId: CallId;
  readonly personId: string;
  /** As it was written with the call; null: the call was never wrapped up. */
  readonly agentName: string | null;
  readonly direction: 'incoming' | 'outgoing';
  readonly displayName: string;
  readonly number: string;
  readonly queue: string | null;
  readonly startedAt: number;
  readonly answeredAt: number;
  readonly endedAt: number;
  readonly flags: readonly CareFlag[];
  readonly playbookId: string | null;
  readonly playbookVersion: string | null;
  readonly outcome: Disposition | null;
  readonly missing: number | null;
  readonly measured: boolean;
  readonly controls: number;
  readonly note: string;
}

export interface ReviewRepository {
  /** Newest first, at most `limit`. */
  calls(filter: ReviewFilter, limit: number): readonly StoredReviewCall[];
  call(callId: CallId): StoredReviewCall | null;
  /** Everybody with an answered call, by the last name they went under. */
  people(): readonly { readonly personId: string; readonly name: string | null }[];
  controls(callId: CallId): ReviewSheet['controls'];
  /** Writes the look into the audit. Throws when the disk refuses. */
  opened(callId: CallId, at: number, by: Who): void;
}

/** What other rooms have kept with the call. Each may throw when its rows are damaged. */
export interface KeptWithCall {
  steps(callId: CallId): readonly GuidanceStep[];
  /** The wordings of a playbook under that version, first used first. */
  playbooks(playbookId: string, version: string): readonly Playbook[];
  qualityEvents(callId: CallId): readonly QualityEvent[];
  sheets(): readonly QualitySheet[];
  texts(callId: CallId): readonly TextMessage[];
  measures(callId: CallId): Measures | null;
  course(callId: CallId): Course | null;
}
