import { runsOf } from '../content/normalise.ts';
import type { ReadRun } from '../content/character-readings.ts';

/** Marks a token that is a sound, so that no typed word is taken for one. */
const mark = '\u00b7';

/** A syllable with the pairs that southern speech and thumbs confuse made one: zh/z, ch/c, sh/s, -ng/-n, l/n, hu/fu. */
export const foldSyllable = (syllable: string): string =>
  syllable
    .replace(/^([zcs])h/, '$1')
    .replace(/([aei])ng$/, '$1n')
    .replace(/^l/, 'n')
    .replace(/^h(?=u)/, 'f');

/** Each two neighbouring syllables as one token. */
export const pairSounds = (syllables: readonly string[]): string[] =>
  syllables.slice(1).flatMap((syllable, at) => {
    const before = syllables[at] ?? '';
    return before === '' || syllable === ''
      ? []
      : [`${mark}${foldSyllable(before)}${foldSyllable(syllable)}`];
  });

/** How a folded text sounds, pair by pair: finds what was written with other characters, or read out. */
export const soundsOf = (folded: string, readRun: ReadRun): string[] =>
  runsOf(folded).flatMap(({ script, text }) => (script === 'han' ? pairSounds(readRun(text)) : []));
