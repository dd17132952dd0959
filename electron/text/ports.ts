import type { TextMessage } from '#shared/call/contract.ts';
import type { CallId } from '#shared/lib/ids.ts';

/** Texts with one number outside of calls, as they lie on the disk. The number stays in main. */
export interface StoredThread {
  readonly threadId: string;
  readonly number: string;
  readonly displayName: string;
  readonly messages: readonly TextMessage[];
  readonly unread: number;
  readonly at: number;
}

/** Implemented in `electron/store`. Every writing method is durable when it returns. */
export interface TextRepository {
  keepDraft(callId: CallId, text: string, at: number): void;
  draft(callId: CallId): string;
  /** The thread of this number, begun if there is none. */
  threadOf(number: string, displayName: string, newId: () => string, at: number): string;
  saveLoose(threadId: string, message: TextMessage): void;
  /** Those with something that was not put away, newest first. */
  openThreads(): readonly StoredThread[];
  putAway(threadId: string, at: number): void;
}
