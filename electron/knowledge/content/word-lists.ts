import { createCharacterReadings, type CharacterReadings } from './character-readings.ts';
import { defaultRanking } from './ranking.ts';
import type { Ranking } from './ranking.ts';
import type { LineProblem, ReadList } from './read-list.ts';

/** The editable lists beside the articles. A line that cannot be read is refused by itself; the rest is read. */
export interface WordLists {
  /** Words that must not be cut apart (数字人民币), each with the weight the segmenter gives it. */
  readonly dictionary: ReadonlyMap<string, number>;
  /** Readings of words whose characters have several: 还款 → huan kuan. */
  readonly polyphones: ReadonlyMap<string, readonly string[]>;
  /** What a caller or agent may say → the words the articles use. */
  readonly synonyms: ReadonlyMap<string, readonly string[]>;
  /** Words that carry no meaning in a question: 怎么, 请问. */
  readonly stopWords: ReadonlySet<string>;
  /** Traditional character → simplified. */
  readonly traditional: ReadonlyMap<string, string>;
  /** How a character is read, for queries written with others of the same sound (卦失). */
  readonly readings: CharacterReadings;
  /** What a find in each place is worth. */
  readonly ranking: Ranking;
}

export const emptyWordLists: WordLists = {
  dictionary: new Map(),
  polyphones: new Map(),
  synonyms: new Map(),
  stopWords: new Set(),
  traditional: new Map(),
  readings: createCharacterReadings([]),
  ranking: defaultRanking,
};

/** Calls `read` for each line that is not blank or a comment; a returned string is the reason it was refused. */
function eachLine(source: string, read: (line: string) => string | undefined): LineProblem[] {
  const problems: LineProblem[] = [];
  source
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .forEach((raw, at) => {
      const line = raw.replace(/(^|\s)#.*$/, '').trim();
      const reason = line === '' ? undefined : read(line);
      if (reason !== undefined) problems.push({ line: at + 1, reason });
    });
  return problems;
}

const defaultWeight = 50_000;

/** One word a line, a weight after it if the usual one will not do. */
export function readDictionary(source: string): ReadList<Map<string, number>> {
  const value = new Map<string, number>();
  const problems = eachLine(source, (line) => {
    const [word = '', weight, ...more] = line.split(/\s+/);
    if (more.length > 0 || (weight !== undefined && !/^\d{1,9}$/.test(weight)))
      return 'expected a word and, if need be, a whole number';
    if ([...word].length < 2) return `"${word}" is a single character and needs no entry`;
    value.set(word, weight === undefined ? defaultWeight : Number(weight));
    return undefined;
  });
  return { value, problems };
}

/** `还款 huan kuan`: a word and one syllable (no tones, ü as v) for each of its characters. */
export function readPolyphones(source: string): ReadList<Map<string, string[]>> {
  const value = new Map<string, string[]>();
  const problems = eachLine(source, (line) => {
    const [word = '', ...syllables] = line.split(/\s+/);
    if ([...word].length !== syllables.length) return `"${word}" needs one syllable for each character`;
    const odd = syllables.find((syllable) => !/^[a-z]{1,6}$/.test(syllable));
    if (odd !== undefined) return `"${odd}" is not a syllable (a-z, no tones)`;
    value.set(word, syllables);
    return undefined;
  });
  return { value, problems };
}

/** `挂失, 报失` (all mean the same) or `卡丢了, 卡不见了 => 挂失` (the left is said, the right is written). */
export function readSynonyms(source: string): ReadList<Map<string, string[]>> {
  const value = new Map<string, string[]>();
  const add = (said: string, written: string): void => {
    if (said === written) return;
    const known = value.get(said) ?? [];
    if (!known.includes(written)) value.set(said, [...known, written]);
  };
  const problems = eachLine(source, (line) => {
    const sides = line
      .split('=>')
      .map((side) => side.split(/[,，]/).map((word) => word.trim().toLowerCase()));
    if (sides.length > 2) return '=> appears twice';
    const [left = [], right] = sides;
    if ([...left, ...(right ?? [])].some((word) => word === '')) return 'an empty word';
    if (right === undefined && left.length < 2) return 'a single word has no synonym';
    for (const said of left) for (const written of right ?? left) add(said, written);
    return undefined;
  });
  return { value, problems };
}

/** Any number of words a line. */
export function readStopWords(source: string): ReadList<Set<string>> {
  const value = new Set<string>();
  const problems = eachLine(source, (line) => {
    for (const word of line.split(/\s+/)) value.add(word.toLowerCase());
    return undefined;
  });
  return { value, problems };
}

/** Pairs of one traditional and one simplified character: `額额 徵征`. */
export function readTraditional(source: string): ReadList<Map<string, string>> {
  const value = new Map<string, string>();
  const problems = eachLine(source, (line) => {
    const pairs = line.split(/\s+/);
    const odd = pairs.find((pair) => pair.length !== 2);
    for (const pair of pairs) if (pair.length === 2) value.set(pair.charAt(0), pair.charAt(1));
    return odd === undefined ? undefined : `"${odd}" is not a pair of characters`;
  });
  return { value, problems };
}

/** `gua 瓜刮挂…`: a syllable (no tones, ü as v) and the characters that are mostly read so. */
export function readReadings(source: string): ReadList<CharacterReadings> {
  const lines: [string, string][] = [];
  const problems = eachLine(source, (line) => {
    const [syllable = '', characters = '', ...more] = line.split(/\s+/);
    if (!/^[a-z]{1,6}$/.test(syllable) || characters === '' || more.length > 0)
      return 'expected a syllable (a-z, no tones) and its characters';
    lines.push([syllable, characters]);
    return undefined;
  });
  return { value: createCharacterReadings(lines), problems };
}
