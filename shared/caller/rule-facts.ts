import type { CareFlag, CareReason } from '#shared/care/care-flag.ts';
import type { Relation } from './identity.ts';

/** What an agent noted of this caller in an earlier call and nobody took back. */
export interface EarlierNote {
  readonly flag: CareFlag;
  /** Whole days since. */
  readonly days: number;
  /** Whether the caller said that it may be kept (PIPL, sensitive personal information). */
  readonly consent: 'given' | 'refused' | 'none';
}

/**
 * What the table of care flags decides on. The names are those that a bank writes in its table
 * (`assets/decision-tables/README.md`); they may be added to, never renamed.
 */
export interface FlagRuleFacts {
  /** Years; null when not on file. */
  readonly age: number | null;
  readonly sex: 'f' | 'm' | 'unknown';
  /** Of the settings `care.elderlyFrom` and `care.elderlyFromWomen`; the second is the first where a bank sets none. */
  readonly elderlyFrom: number;
  readonly elderlyFromWomen: number;
  /** Primary subtag of the language on file (zh, en, ja, bo …), '' when nothing is known. */
  readonly language: string;
  /** Kind of the document on file, '' when none; and the two letters of the country that issued it. */
  readonly document: string;
  readonly country: string;
  /** E.164 where the country is certain, '' when withheld. */
  readonly number: string;
  readonly numberMatchesHolder: boolean;
  readonly relation: Relation;
  /** Queue the exchange named, '' when none. */
  readonly queue: string;
  /** Words of the exchange's care header (`X-Care: elderly, ja`): what was chosen or found in the front menu. */
  readonly ivr: readonly string[];
  readonly earlier: readonly EarlierNote[];
}

/** One row of the table that fits: which flag, why, and in the table's own words. `row` null: a rule of the desk itself. */
export interface RuledFlag {
  readonly flag: CareFlag;
  readonly source: CareReason;
  /** For foreignLanguage by the front menu: which. '' otherwise. */
  readonly language: string;
  readonly rule: { readonly row: number; readonly zh: string; readonly en: string } | null;
}

/** Works out the flags of one call; the bank's table, or the desk's own rules while there is none. */
export type DecideFlags = (facts: FlagRuleFacts) => readonly RuledFlag[];

/** What decides now, and for which flags the caller has to be asked before they are kept for the next call. */
export interface FlagRules {
  readonly decide: DecideFlags;
  readonly asksConsent: ReadonlySet<CareFlag>;
}
