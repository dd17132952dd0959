import type { CallId } from '#shared/lib/ids.ts';
import type { Result } from '#shared/errors/result.ts';
import type { Bilingual } from '#shared/lib/bilingual.ts';
import type { SharedItem, SharedThing } from '#shared/sharing/item.ts';

/** What is needed to send an SMS again after a restart: the same body under the same key. */
export interface SharedErrand {
  readonly item: SharedItem;
  readonly number: string;
  readonly customerId: string | null;
  readonly by: { readonly personId: string; readonly name: string };
}

/** Where sendings are kept; implemented in `electron/store`. */
export interface SharingRepository {
  /** On disk when this returns. */
  add(errand: SharedErrand): void;
  /** On disk when this returns. */
  update(item: SharedItem): void;
  /** Oldest first. */
  ofCall(callId: CallId): readonly SharedItem[];
  /** SMS of which nothing final is known, of the last day. */
  unfinished(since: number): readonly SharedErrand[];
}

/** The call that things are sent to; its number stays in main. */
export interface SharingCall {
  readonly callId: CallId;
  readonly number: string;
  readonly customerId: string | null;
  readonly answeredAt: number;
}

export interface ThingWords {
  readonly title: Bilingual;
  readonly text: string;
}

export type SentLanguage = 'zh' | 'en' | 'ja' | 'ko';

/** The words of a thing in a language; a failure where the content has none or the call lacks what they need. */
export interface WordsOf {
  (thing: SharedThing, language: SentLanguage): Result<ThingWords>;
}
