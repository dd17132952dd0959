import { isDigit, isHan, isLatin, runsOf } from '../content/normalise.ts';
import type { ReadRun } from '../content/character-readings.ts';
import type { Segmenter } from '../index/segmenter.ts';
import type { Alternative, Part, Term } from './terms.ts';

export interface QueryWords {
  readonly synonyms: ReadonlyMap<string, readonly string[]>;
  readonly stopWords: ReadonlySet<string>;
  /** Length of the longest synonym or stop word. */
  readonly longest: number;
  /** Sayings by their pinyin or, from three characters on, their initials. */
  readonly byReading: ReadonlyMap<string, readonly string[]>;
}

/** More than this is a text, not a question. */
const maxTerms = 10;
const maxSynonyms = 6;
const synonymWorth = 0.92;
const longestJoined = 4;

export function prepareQueryWords(
  synonyms: QueryWords['synonyms'],
  stopWords: QueryWords['stopWords'],
  readRun: ReadRun = () => [],
): QueryWords {
  const said = new Map(
    [...synonyms].map(([saying, written]) => [withoutFillers(saying, stopWords), written]),
  );
  const longest = Math.max(0, ...[...said.keys(), ...stopWords].map((word) => word.length));
  return { synonyms: said, stopWords, longest, byReading: readingsOf(said.keys(), readRun) };
}

function readingsOf(sayings: Iterable<string>, readRun: ReadRun): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const saying of sayings) {
    if (![...saying].every(isHan)) continue;
    const syllables = readRun(saying);
    const initials = syllables.map((syllable) => syllable.charAt(0)).join('');
    for (const reading of initials.length > 2 ? [syllables.join(''), initials] : [syllables.join('')])
      found.set(reading, [...(found.get(reading) ?? []), saying]);
  }
  return found;
}

/** `freeze my card` is `freeze card`: English stop words go before sayings are looked for, unless nothing else is left. */
function withoutFillers(text: string, stopWords: QueryWords['stopWords']): string {
  const kept = text.replace(/[a-z]+ ?/g, (word) => (stopWords.has(word.trim()) ? '' : word)).trim();
  return kept === '' ? text : kept;
}

/**
 * Understands a folded query: sayings with synonyms first (longest wins), stop words out, the rest cut into words.
 * A query of nothing but stop words is taken at its word.
 */
export function parseQuery(folded: string, words: QueryWords, segmenter: Segmenter): Term[] {
  const text = folded.replace(/\s+/g, ' ').trim();
  const terms = termsOf(withoutFillers(text, words.stopWords), words, segmenter);
  return terms.length > 0 ? terms : termsOf(text, { ...words, stopWords: new Set() }, segmenter);
}

function termsOf(text: string, words: QueryWords, segmenter: Segmenter): Term[] {
  const terms: Term[] = [];
  let from = 0;
  let at = 0;
  const flush = (end: number): void =>
    void terms.push(...plainTerms(text.slice(from, end), words, segmenter));
  while (at < text.length && terms.length < maxTerms) {
    const known = sayingAt(text, at, words);
    if (known === undefined) {
      at += 1;
      continue;
    }
    flush(at);
    at += known.length;
    from = at;
    if (words.synonyms.has(known)) terms.push(sayingTerm(known, words, segmenter));
  }
  flush(text.length);
  return withLast(distinct(terms).slice(0, maxTerms), /\s$/.test(text));
}

const distinct = (terms: readonly Term[]): Term[] => [
  ...new Map(terms.map((term) => [term.text, term])).values(),
];

/** The longest saying or stop word that begins here and does not cut a Latin word apart. Single stop words wait for the cut. */
function sayingAt(text: string, at: number, words: QueryWords): string | undefined {
  if (!isWordEdge(text, at)) return undefined;
  for (let length = Math.min(words.longest, text.length - at); length > 1; length -= 1) {
    const candidate = text.slice(at, at + length);
    if (!isWordEdge(text, at + length)) continue;
    if (words.synonyms.has(candidate)) return candidate;
    if (words.stopWords.has(candidate) && isHan(candidate.charAt(0))) return candidate;
  }
  return undefined;
}

const isWordEdge = (text: string, at: number): boolean => {
  const before = text.charAt(at - 1);
  const after = text.charAt(at);
  return !(isLatin(before) && isLatin(after)) && !(isDigit(before) && isDigit(after));
};

function plainTerms(text: string, words: QueryWords, segmenter: Segmenter): Term[] {
  const parts = partsOf(text, segmenter);
  return joinSingles(parts, words.stopWords).map((joined) => ({
    text: joined.map((part) => part.text).join(''),
    script: joined[0]?.script ?? 'han',
    last: false,
    alternatives: [{ parts: joined, by: 'words', worth: 1 }],
  }));
}

/** Neighbouring single characters are a word that no article has by itself: 免密 of 免密支付. Stop words end one. */
function joinSingles(parts: readonly Part[], stopWords: QueryWords['stopWords']): Part[][] {
  const groups: Part[][] = [];
  let isOpen = false;
  for (const part of parts) {
    const isTelling = !stopWords.has(part.text);
    const isSingle = part.script === 'han' && part.text.length === 1;
    const last = groups.at(-1);
    if (isTelling && isSingle && isOpen && last && last.length < longestJoined) last.push(part);
    else if (isTelling) groups.push([part]);
    isOpen = isTelling && isSingle;
  }
  return groups;
}

/** A saying as typed and as the articles put it. */
export function sayingTerm(saying: string, words: QueryWords, segmenter: Segmenter): Term {
  const own = partsOf(saying, segmenter).filter((part) => !words.stopWords.has(part.text));
  const written = (words.synonyms.get(saying) ?? []).slice(0, maxSynonyms);
  const alternatives: Alternative[] = [
    { parts: own.length > 0 ? own : partsOf(saying, segmenter), by: 'words', worth: 1 },
    ...written.map((word) => ({
      parts: partsOf(word, segmenter),
      by: 'synonym' as const,
      worth: synonymWorth,
    })),
  ];
  return {
    text: saying,
    script: runsOf(saying)[0]?.script ?? 'han',
    last: false,
    alternatives: alternatives.filter((alternative) => alternative.parts.length > 0),
  };
}

/** Cuts a folded text into parts, in order. */
export function partsOf(text: string, segmenter: Segmenter): Part[] {
  return runsOf(text).flatMap(({ script, text: run }) =>
    (script === 'han' ? segmenter.cut(run) : [run]).map((word) => ({ text: word, script, prefix: false })),
  );
}

/** Latin words are always taken as beginnings (they may be initials); of the others only the last, while it is being typed. */
function withLast(terms: readonly Term[], closed: boolean): Term[] {
  return terms.map((term, at) => {
    const last = at === terms.length - 1 && !closed;
    const typed = term.alternatives[0];
    if (!typed) return term;
    const parts = typed.parts.map((part, nth) => ({
      ...part,
      prefix: part.script === 'latin' || (last && nth === typed.parts.length - 1),
    }));
    return { ...term, last, alternatives: [{ ...typed, parts }, ...term.alternatives.slice(1)] };
  });
}
