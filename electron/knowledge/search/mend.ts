import { isHan } from '../content/normalise.ts';
import type { ReadRun } from '../content/character-readings.ts';
import type { Alternative, Part, Term } from './terms.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface MendTools {
  readonly vocabulary: Vocabulary;
  readonly readRun: ReadRun;
  /** What the sayings that read so mean, as the articles put it. */
  sayings(reading: string): readonly Alternative[];
  /** Whether the term, as it is, finds anything at all. */
  isKnown(term: Term): boolean;
}

const splitWorth = 0.95;
const slipWorth = 0.8;
/** Alternatives per term; each costs a lookup in the index. */
const maxAlternatives = 6;
const maxPieces = 4;
/** So many letters of a last piece, and of a saying, are no accident. */
const shortestBeginning = 3;
const shortestSaid = 4;

/**
 * What a query that found too little may have meant: readings run together (xykgs), one wrong letter (guasji),
 * characters of the same sound (卦失). Terms that find something are left alone.
 */
export function mendTerms(terms: readonly Term[], tools: MendTools): Term[] {
  return mendSpelling(terms, tools).flatMap((term) =>
    term.script === 'latin' && term.alternatives.length === 1 && !tools.isKnown(term)
      ? mendLatin(term, tools)
      : [term],
  );
}

/** What letters that no name has may be: a word or saying read out, several run together, a slip of the finger. */
function mendLatin(term: Term, tools: MendTools): Term[] {
  const { vocabulary } = tools;
  const spelled = readAs(term.text, tools).filter(({ parts }) => isSpelled(term.text, parts));
  if (spelled.length > 0) return [withMore(term, spelled)];
  const pieces = split(term.text, tools);
  if (pieces) return pieces.map((text) => pieceTerm(text, tools));
  const initials = readAs(term.text, tools);
  if (initials.length > 0) return [withMore(term, initials)];
  const near = new Set([...vocabulary.slips(term.text), ...vocabulary.soundingLike(term.text)]);
  const mended: Alternative[] = [...near].map((word) => ({
    parts: [wordPart(word)],
    by: 'slip',
    worth: slipWorth,
  }));
  return [withMore(term, mended.length > 0 ? mended : splitWithSlip(term.text, vocabulary))];
}

const withMore = (term: Term, more: readonly Alternative[]): Term => ({
  ...term,
  alternatives: [...term.alternatives, ...more.slice(0, maxAlternatives)],
});

/** More letters than characters: pinyin, not initials. */
const isSpelled = (typed: string, parts: readonly Part[]): boolean =>
  typed.length > parts.reduce((sum, part) => sum + part.text.length, 0) + 1;

/** Words of the text and sayings that read so, as the articles put them. */
const readAs = (typed: string, { vocabulary, sayings }: MendTools): Alternative[] => [
  ...vocabulary
    .inText(typed)
    .map((word) => ({ parts: [wordPart(word)], by: 'words' as const, worth: splitWorth })),
  ...sayings(typed),
];

/** Readings run together become terms of their own, so that an article with only one of them is still found. */
function pieceTerm(text: string, tools: MendTools): Term {
  const words = tools.vocabulary.byReading(text).slice(0, maxAlternatives);
  const read = words.map((word) => ({ parts: [wordPart(word)], by: 'words' as const, worth: splitWorth }));
  const typed: Alternative = {
    parts: [{ ...reading(text), prefix: words.length === 0 }],
    by: 'words',
    worth: 1,
  };
  const said = words.length === 0 ? tools.sayings(text) : [];
  return { text, script: 'latin', last: false, alternatives: [typed, ...read, ...said] };
}

const reading = (text: string): Part => ({ text, script: 'latin', prefix: false });
const wordPart = (text: string): Part => ({
  text,
  script: isHan(text.charAt(0)) ? 'han' : 'latin',
  prefix: false,
});

/** The fewest known readings that the typed letters are made of: xykgs = xyk + gs. The last may be begun only: xykguas. */
function split(typed: string, { vocabulary, sayings }: MendTools): readonly string[] | undefined {
  const isReading = (piece: string, isLast: boolean): boolean =>
    vocabulary.byReading(piece).length > 0 ||
    (piece.length >= shortestBeginning && isLast && vocabulary.begins(piece)) ||
    (piece.length >= shortestSaid && sayings(piece).length > 0);
  const best: (readonly string[] | undefined)[] = [[]];
  for (let end = 1; end <= typed.length; end += 1)
    for (let start = Math.max(0, end - 24); start <= end - 2; start += 1) {
      const before = best[start];
      if (!before || before.length + 1 >= (best[end]?.length ?? maxPieces + 1)) continue;
      const piece = typed.slice(start, end);
      if (isReading(piece, end === typed.length)) best[end] = [...before, piece];
    }
  const found = best[typed.length];
  return found && found.length > 1 ? found : undefined;
}

/** One piece right, the other one slip away: linshi + guasji. */
function splitWithSlip(typed: string, vocabulary: Vocabulary): Alternative[] {
  for (let at = typed.length - 2; at >= 2; at -= 1) {
    const [left, right] = [typed.slice(0, at), typed.slice(at)];
    for (const [exact, slipped, exactFirst] of [
      [left, right, true],
      [right, left, false],
    ] as const) {
      if (vocabulary.byPinyin(exact).length === 0) continue;
      const word = vocabulary.slips(slipped)[0];
      if (word === undefined) continue;
      const parts = [reading(exact), wordPart(word)];
      return [{ parts: exactFirst ? parts : parts.toReversed(), by: 'slip', worth: slipWorth }];
    }
  }
  return [];
}

/** Neighbouring Han terms of which one is unknown are read aloud and looked up by their sound. */
function mendSpelling(terms: readonly Term[], { vocabulary, readRun, isKnown }: MendTools): Term[] {
  const mended: Term[] = [];
  let at = 0;
  while (at < terms.length) {
    let end = at;
    while (terms[end]?.script === 'han' && terms[end]?.alternatives.length === 1) end += 1;
    const group = terms.slice(at, Math.max(end, at + 1));
    at += group.length;
    const heard = group.some((term) => term.script === 'han' && !isWhole(term, vocabulary, isKnown))
      ? soundOf(group.map((term) => term.text).join(''), vocabulary, readRun)
      : undefined;
    if (heard) mended.push(joinedTerm(group, heard));
    else mended.push(...group);
  }
  return mended;
}

/** A single character left over by the cut is a sign of a wrong one beside it. */
const isWhole = (term: Term, vocabulary: Vocabulary, isKnown: MendTools['isKnown']): boolean =>
  term.text.length > 1 ? vocabulary.documents(term.text) > 0 || isKnown(term) : false;

const joinedTerm = (group: readonly Term[], words: readonly string[]): Term => ({
  text: group.map((term) => term.text).join(''),
  script: 'han',
  last: group.at(-1)?.last ?? false,
  alternatives: [
    { parts: group.flatMap((term) => term.alternatives[0]?.parts ?? []), by: 'words', worth: 1 },
    { parts: words.map(wordPart), by: 'slip', worth: slipWorth },
  ],
});

/**
 * Words of titles and keywords that sound like the run, longest first from the left; characters between them are left
 * out. Undefined if none sounds like anything, or all are written as they should be.
 */
function soundOf(run: string, vocabulary: Vocabulary, readRun: ReadRun): string[] | undefined {
  const syllables = readRun(run);
  const words: string[] = [];
  let isOther = false;
  let at = 0;
  while (at < run.length) {
    const length = soundLength(syllables, at, vocabulary);
    const sound = syllables.slice(at, at + length).join('');
    const same = length === 0 ? [] : [...vocabulary.byPinyin(sound), ...vocabulary.soundingLike(sound)];
    const word = same.find((one) => one === run.slice(at, at + length)) ?? same[0];
    if (word !== undefined) words.push(word);
    isOther ||= word !== undefined && word !== run.slice(at, at + length);
    at += Math.max(1, length);
  }
  return isOther ? words : undefined;
}

function soundLength(syllables: readonly string[], at: number, vocabulary: Vocabulary): number {
  for (let length = Math.min(6, syllables.length - at); length > 1; length -= 1)
    if (vocabulary.soundingLike(syllables.slice(at, at + length).join('')).length > 0) return length;
  return 0;
}
