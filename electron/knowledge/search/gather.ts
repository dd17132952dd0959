import type { Candidate, IndexScope, KnowledgeRepository, Match } from '../ports.ts';
import { mendTerms } from './mend.ts';
import type { MendTools } from './mend.ts';
import type { Phrase, UnitCounts } from './phrases.ts';
import type { Term } from './terms.ts';
import { matchAll, matchTerm } from './to-match.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface GatherTools extends Omit<MendTools, 'isKnown'> {
  readonly repository: KnowledgeRepository;
  /** How much a term tells: rare ones more. */
  weightOf(term: Term): number;
  readonly counts: UnitCounts;
}

export interface Gathered {
  readonly candidates: readonly Candidate[];
  /** The terms as typed and, where that found too little, as they may have been meant. */
  readonly readings: readonly (readonly Term[])[];
  /** A lookup was cut off: there may be more. */
  readonly isCut: boolean;
}

/** Rows taken from an index per lookup; ranking them again is what finds the best ones. */
const poolSize = 80;
/** With fewer finds than this the net is cast wider. */
const enough = 3;
/** A page of finds in names makes the text superfluous. */
const page = 10;
/** Looser lookups stop here. */
const plenty = 30;

/**
 * Collects what may answer the query: all terms in names, then in the text; then mended; then fewer and fewer of the
 * terms. Each step is one lookup that stops at its limit, so that its cost does not grow with the number of articles.
 */
export function gather(
  typed: readonly Term[],
  phrases: readonly Phrase[],
  day: string,
  tools: GatherTools,
): Gathered {
  const found = new Map<string, Candidate>();
  let isCut = false;
  const take = (scope: IndexScope, match: Match, limit: number): void => {
    const rows = tools.repository.candidates(scope, match, day, limit);
    isCut ||= rows.length >= limit;
    for (const row of rows) if (!found.has(row.face.articleId)) found.set(row.face.articleId, row);
  };
  const takeAll = (terms: readonly Term[]): number => {
    take('names', matchAll(terms, 'names'), poolSize);
    const named = found.size;
    if (found.size < page && !isFragment(terms)) take('text', matchAll(terms, 'text'), poolSize);
    return named;
  };
  const takeAlike = (): void => {
    for (const phrase of phrases) for (const match of alike(phrase, tools)) take('names', match, plenty);
  };
  const whole = joinReadings(typed, tools.vocabulary);
  const readings = whole ? [typed, whole] : [typed];
  const named = takeAll(typed);
  const isThin = found.size < enough;
  if (isThin) {
    const terms = mendTerms(typed, {
      ...tools,
      isKnown: (term) => tools.repository.finds(matchTerm(term, 'text')),
    });
    if (terms.some((term, at) => term !== typed[at])) {
      readings.push(terms);
      takeAll(terms);
    }
    takeAlike();
    for (const reading of readings)
      for (const { scope, terms: fewer } of looser(reading, tools)) {
        if (found.size >= plenty) break;
        take(scope, matchAll(fewer, scope), plenty);
      }
  } else if (typed.length > 1 || typed.some(({ alternatives }) => alternatives.length > 1) || named < enough)
    // One plain word is looked up already.
    takeAlike();
  if (!isThin && named < enough && typed.length > 1)
    // Texts that mention everything must not hide the article that is about the one thing that matters.
    for (const one of telling(typed, tools).slice(0, 3)) take('names', matchAll([one], 'names'), plenty);
  return { candidates: [...found.values()], readings, isCut };
}

/** Neighbouring letters that are one reading typed with spaces: `gua shi` is `guashi`. */
function joinReadings(terms: readonly Term[], vocabulary: Vocabulary): readonly Term[] | undefined {
  if (terms.length < 2 || terms.some((term) => term.script !== 'latin' || term.alternatives.length > 1))
    return undefined;
  const text = terms.map((term) => term.text).join('');
  if (vocabulary.byReading(text).length === 0 && !vocabulary.begins(text)) return undefined;
  const part = { text, script: 'latin' as const, prefix: true };
  return [{ text, script: 'latin', last: true, alternatives: [{ parts: [part], by: 'words', worth: 1 }] }];
}

/** One or two letters name something; in the running text they would mean everything. */
const isFragment = (terms: readonly Term[]): boolean =>
  terms.length === 1 &&
  terms.every((term) => term.text.length === 1 || (term.script === 'latin' && term.text.length < 3));

/** The terms that tell most, the rarest first. */
const telling = (terms: readonly Term[], { weightOf }: GatherTools): readonly Term[] =>
  terms.toSorted((a, b) => weightOf(b) - weightOf(a)).slice(0, 5);

/** A run of single characters that is no word: each of them by itself (盗涮 has at least 盗). */
const apart = (one: Term): readonly (readonly Term[])[] => {
  const parts = one.alternatives[0]?.parts ?? [];
  if (parts.length < 2 || parts.some((part) => part.text.length > 1)) return [];
  return parts.map((part) => [
    { ...one, text: part.text, alternatives: [{ parts: [part], by: 'words', worth: 1 }] },
  ]);
};

interface Looser {
  readonly scope: IndexScope;
  readonly terms: readonly Term[];
}

/** All but one term, the least telling left out first; then the two most telling; then each alone. */
function* looser(terms: readonly Term[], tools: GatherTools): Generator<Looser> {
  const most = telling(terms, tools);
  const [first, second] = most;
  if (!first) return;
  // Of a long question no article has all words but one.
  if (terms.length > 2 && terms.length <= most.length)
    for (let left = most.length - 1; left >= 0; left -= 1) {
      const others = most.filter((_, at) => at !== left);
      yield { scope: 'names', terms: others };
      yield { scope: 'text', terms: others };
    }
  if (second && most.length > 3) yield { scope: 'text', terms: [first, second] };
  for (const one of most) yield { scope: 'names', terms: [one] };
  for (const one of most.slice(0, 2)) if (!isFragment([one])) yield { scope: 'text', terms: [one] };
  for (const one of most) for (const terms of apart(one)) yield { scope: 'names', terms };
}

/** So many of the most telling pairs and words are looked for, together and alone. */
const tellingUnits = 4;
const aloneUnits = 2;

/** Names with two of the most telling pairs of characters or English words of the query, then with one of the first. */
function* alike({ units }: Phrase, { counts }: GatherTools): Generator<Match> {
  const most = units
    .filter(({ text }) => text.length > 1 && counts.named(text) > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, tellingUnits)
    .map(({ text }): Match => ({ kind: 'term', text, prefix: false }));
  // Every token of an expression costs a look into the index: each is named once with all those after it.
  const pairs = most
    .slice(0, -1)
    .map((one, at): Match => ({ kind: 'all', of: [one, { kind: 'any', of: most.slice(at + 1) }] }));
  if (pairs.length > 0) yield { kind: 'any', of: pairs };
  if (most.length > 0) yield { kind: 'any', of: most.slice(0, aloneUnits) };
}
