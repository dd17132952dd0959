import type { VocabularyWord } from '../ports.ts';
import { foldPinyin, isOneSlip } from './near.ts';

/** The words that are in the index, by everything they can be asked by. Held in memory; rebuilt after a change. */
export interface Vocabulary {
  /** In how many articles the word is; 0 for one that is in none. */
  documents(word: string): number;
  /** Han words with the weight the query segmenter gives them. */
  hanWords(): Iterable<readonly [string, number]>;
  /** Words of titles and keywords with exactly this reading, pinyin or initials, most used first. */
  byReading(reading: string): readonly string[];
  byPinyin(pinyin: string): readonly string[];
  /** Words that stand only in the text, by pinyin or initials. */
  inText(reading: string): readonly string[];
  /** Whether a title or keyword has a word whose pinyin begins so. */
  begins(pinyin: string): boolean;
  /** Words of titles and keywords whose pinyin is confused with this one. */
  soundingLike(pinyin: string): readonly string[];
  /** Words (Han by their pinyin, Latin by their letters) one slip away, or one from what is confused with it; most used first. */
  slips(typed: string): readonly string[];
}

/** Shorter words have too many neighbours for a slip to be told from another word. */
const shortestSlip = 4;
const maxSlips = 5;

type Index = Map<string, string[]>;

const push = (index: Index, key: string, word: string): void => {
  const known = index.get(key);
  if (known) known.push(word);
  else index.set(key, [word]);
};

export function createVocabulary(rows: readonly VocabularyWord[]): Vocabulary {
  const documents = new Map(rows.map((row) => [row.word, row.documents]));
  const pinyin: Index = new Map();
  const initials: Index = new Map();
  const folded: Index = new Map();
  const text: Index = new Map();
  const byLength = new Map<number, [key: string, word: string][]>();
  for (const row of rows) {
    const key = row.pinyin === '' ? row.word : row.pinyin;
    if (row.named && row.pinyin !== '') {
      push(pinyin, row.pinyin, row.word);
      push(folded, foldPinyin(row.pinyin), row.word);
      push(initials, row.initials, row.word);
    } else if (row.pinyin !== '') {
      push(text, row.pinyin, row.word);
      if (row.initials.length > 2) push(text, row.initials, row.word);
    }
    if (/^[a-z]{3,}$/.test(key) && (row.named || row.pinyin === '')) {
      const same = byLength.get(key.length);
      if (same) same.push([key, row.word]);
      else byLength.set(key.length, [[key, row.word]]);
    }
  }
  const foldedByLength = new Map<number, [key: string, words: string[]][]>();
  for (const [key, words] of folded) {
    const same = foldedByLength.get(key.length);
    if (same) same.push([key, words]);
    else foldedByLength.set(key.length, [[key, words]]);
  }
  const readings = [...pinyin.keys()].toSorted();
  const mostUsed = (a: string, b: string): number => (documents.get(b) ?? 0) - (documents.get(a) ?? 0);
  return {
    documents: (word) => documents.get(word) ?? 0,
    *hanWords() {
      for (const row of rows) if (row.word.charAt(0) >= '\u3400') yield [row.word, row.documents];
    },
    byReading: (reading) =>
      [...(pinyin.get(reading) ?? []), ...(initials.get(reading) ?? [])].toSorted(mostUsed),
    byPinyin: (reading) => pinyin.get(reading) ?? [],
    inText: (reading) => (text.get(reading) ?? []).toSorted(mostUsed),
    begins: (reading) => readings[firstFrom(readings, reading)]?.startsWith(reading) ?? false,
    soundingLike: (reading) => folded.get(foldPinyin(reading)) ?? [],
    slips(typed) {
      if (typed.length < shortestSlip) return [];
      const found: string[] = [];
      for (const [key, word] of near(byLength, typed.length)) if (isOneSlip(typed, key)) found.push(word);
      if (found.length === 0) {
        const heard = foldPinyin(typed);
        for (const [key, words] of near(foldedByLength, heard.length))
          if (isOneSlip(heard, key)) found.push(...words);
      }
      return [...new Set(found)].toSorted(mostUsed).slice(0, maxSlips);
    },
  };
}

/** The place of the first of the sorted words that is not before `from`. */
function firstFrom(sorted: readonly string[], from: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Of the same length, one letter longer, one shorter. */
const near = <T>(byLength: ReadonlyMap<number, readonly T[]>, length: number): readonly T[] =>
  [length, length + 1, length - 1].flatMap((one) => byLength.get(one) ?? []);
