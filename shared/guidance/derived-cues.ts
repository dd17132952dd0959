import type { CueId } from './cue.ts';

/** 60 and over, as the domain counts it; who is called elderly on the desk is the bank's setting and another matter. */
const over60 = 60;
const under30 = 30;

/** What is known of a call before a word is said, beside the account's own facts. `age` null: not on file. */
export interface KnownOfCall {
  readonly age: number | null;
  readonly flags: readonly string[];
  /** A transaction waits to be decided. */
  readonly pending: boolean;
}

/** Age groups: known or not known, so that a missing one says nothing. */
export const ageCueIds: readonly CueId[] = ['ageOver60', 'ageUnder30'];
/** The desk knows of these in every call; not ticked means not so. */
export const alwaysKnownCueIds: readonly CueId[] = ['moneyMoving'];
/** Cues that follow from the caller and the pending transaction; content of the shipped vocabulary, weighed like any other. */
export const derivedCueIds: readonly CueId[] = [...ageCueIds, ...alwaysKnownCueIds];

function ageCues({ age, flags }: KnownOfCall): readonly CueId[] {
  if (age === null) return flags.includes('elderly') ? ['ageOver60'] : [];
  if (age >= over60) return ['ageOver60'];
  return age < under30 ? ['ageUnder30'] : [];
}

export const derivedCues = (known: KnownOfCall): readonly CueId[] => [
  ...ageCues(known),
  ...(known.pending ? alwaysKnownCueIds : []),
];
