import type { FeedbackEntry, Unanswered } from '#shared/feedback/entry.ts';

/** Where feedback is kept; implemented in `electron/store`. */
export interface FeedbackRepository {
  /** On disk when this returns. */
  add(entry: FeedbackEntry): void;
  /** Replaces the entry with this id. On disk when this returns. */
  replace(entry: FeedbackEntry): void;
  entry(feedbackId: string): FeedbackEntry | undefined;
  /** Newest first. */
  entries(limit: number): readonly FeedbackEntry[];
  open(): number;
  /** Queries of calls that found nothing, most often first. */
  unanswered(limit: number): readonly Unanswered[];
}

/** Asks where to and writes; answers the name of the file, null when the person changed their mind. Rejects when it cannot be written. */
export type SaveFile = (suggested: string, text: string) => Promise<string | null>;
