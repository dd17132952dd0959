import type { CueId } from './cue.ts';

/** 60 and over, as the domain counts it; who is called elderly on the desk is the bank's setting and another matter. */
const over60 = 60;
const under30 = 30;

/** What is known of a caller, as far as it changes which scams are likely. `age` null: not on file. */
export interface KnownCaller {
  readonly age: number | null;
  readonly flags: readonly string[];
}

export const callerCueIds: readonly CueId[] = ['ageOver60', 'ageUnder30'];

/** Age group as account cues: content of the shipped vocabulary, so a bank can weigh them like any other. */
export function callerCues({ age, flags }: KnownCaller): readonly CueId[] {
  if (age === null) return flags.includes('elderly') ? ['ageOver60'] : [];
  if (age >= over60) return ['ageOver60'];
  return age < under30 ? ['ageUnder30'] : [];
}
