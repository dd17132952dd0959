import { runsOf } from '../content/normalise.ts';
import type { ReadRun } from '../content/character-readings.ts';
import type { Segmenter } from './segmenter.ts';

/** A word of a name with its own reading: 挂失, guashi, gs. */
export interface SpelledWord {
  readonly text: string;
  readonly start: number;
  readonly pinyin: string;
  readonly initials: string;
}

/** How a title or keyword can be typed without Chinese. */
export interface Spelling {
  /** One entry per UTF-16 unit: its syllable, itself (Latin, digits) or ''. */
  readonly syllables: readonly string[];
  readonly words: readonly SpelledWord[];
  /** The whole, then each word alone and from each word to the end: so that any stretch from a word's start is a prefix. */
  readonly pinyin: readonly string[];
  readonly initials: readonly string[];
}

/** Nobody types more letters than this for one name. */
const longestReading = 40;

/** Spells a folded title or keyword. */
export function spell(
  folded: string,
  { segmenter, readRun }: { readonly segmenter: Segmenter; readonly readRun: ReadRun },
): Spelling {
  const syllables = Array.from({ length: folded.length }, () => '');
  const words: SpelledWord[] = [];
  for (const run of runsOf(folded)) {
    const units = run.script === 'han' ? readRun(run.text) : [...run.text];
    units.forEach((unit, at) => (syllables[run.start + at] = unit));
    if (run.script !== 'han') continue;
    for (const { text, at } of positionsOf(run.text, segmenter)) {
      const own = units.slice(at, at + text.length);
      words.push({ text, start: run.start + at, pinyin: own.join(''), initials: initialsOf(own) });
    }
  }
  const starts = startsOf(folded, words);
  const tails = starts.map((start) => syllables.slice(start));
  return {
    syllables,
    words,
    pinyin: [...tails.map((tail) => tail.join('')), ...words.map((word) => word.pinyin)].map(cap),
    initials: [...tails.map(initialsOf), ...words.map((word) => word.initials)].map(cap),
  };
}

const cap = (reading: string): string => reading.slice(0, longestReading);
const initialsOf = (units: readonly string[]): string => units.map((unit) => unit.charAt(0)).join('');

/** Words as cut, and the shorter words inside them, with their places. */
function positionsOf(run: string, segmenter: Segmenter): { text: string; at: number }[] {
  const found = new Map<string, { text: string; at: number }>();
  let at = 0;
  for (const word of segmenter.cut(run)) {
    for (const text of [word, ...segmenter.cutForSearch(word)]) {
      const inside = word.indexOf(text);
      if (inside >= 0) found.set(`${at + inside}:${text}`, { text, at: at + inside });
    }
    at += word.length;
  }
  return [...found.values()].toSorted((a, b) => a.at - b.at || b.text.length - a.text.length);
}

/** Where words begin, Latin and digit runs included, each place once. */
function startsOf(folded: string, words: readonly SpelledWord[]): number[] {
  const others = runsOf(folded)
    .filter((run) => run.script !== 'han')
    .map((run) => run.start);
  return [...new Set([...words.map((word) => word.start), ...others])].toSorted((a, b) => a - b);
}
