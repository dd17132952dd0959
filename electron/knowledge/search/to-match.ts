import { gramsOf } from '../index/build-entry.ts';
import { stem } from '../index/stem.ts';
import type { IndexField, Match } from '../ports.ts';
import type { Alternative, Part, Term } from './terms.ts';

const names = ['title', 'keywords'] as const;
const chinese = ['title', 'keywords', 'answer', 'body'] as const;
const english = ['titleEn', 'bodyEn'] as const;
const readings = ['pinyin', 'initials'] as const;

const term = (text: string, fields: readonly IndexField[], prefix = false): Match => ({
  kind: 'term',
  text,
  prefix,
  fields,
});
const some = (of: readonly Match[]): Match => (of.length === 1 && of[0] ? of[0] : { kind: 'any', of });
const every = (of: readonly Match[]): Match => (of.length === 1 && of[0] ? of[0] : { kind: 'all', of });

/** Every term, in any of its alternatives. Undefined for no terms. */
export function matchAll(terms: readonly Term[]): Match | undefined {
  return terms.length === 0 ? undefined : every([...joined(terms)]);
}

/** At least one term. */
export function matchAny(terms: readonly Term[]): Match | undefined {
  return terms.length === 0 ? undefined : some(terms.map(matchTerm));
}

export const matchTerm = (one: Term): Match => some(one.alternatives.map(matchAlternative));

const matchAlternative = (alternative: Alternative): Match => {
  const parts = every(alternative.parts.map(matchPart));
  if (alternative.parts.length < 2 || alternative.parts.some((part) => part.script !== 'han')) return parts;
  return some([parts, inGrams(alternative.parts.map((part) => part.text).join(''))]);
};

/** Neighbouring Latin words may be one reading typed with spaces: `gua shi`. */
function* joined(terms: readonly Term[]): Generator<Match> {
  let at = 0;
  while (at < terms.length) {
    let end = at;
    while (terms[end]?.script === 'latin' && terms[end]?.alternatives.length === 1) end += 1;
    const group = terms.slice(at, Math.max(end, at + 1));
    const apart = every(group.map(matchTerm));
    yield group.length < 2
      ? apart
      : some([apart, term(group.map((one) => one.text).join(''), readings, true)]);
    at += group.length;
  }
}

function matchPart(part: Part): Match {
  if (part.script === 'han') return matchHan(part);
  if (part.script === 'digit') return term(part.text, [...chinese, ...english], part.prefix);
  if (!part.prefix) return some([term(part.text, [...readings, ...english])]);
  // A single letter is the first of a name; in the running text it would mean everything.
  if (part.text.length === 1) return term(part.text, ['initials', 'titleEn'], true);
  const root = stem(part.text);
  const asTyped = term(part.text, [...readings, ...english, ...names], true);
  return root === part.text ? asTyped : some([asTyped, term(root, english)]);
}

function matchHan({ text, prefix }: Part): Match {
  if (text.length === 1) return term(text, ['grams']);
  const ways = [term(text, chinese)];
  if (prefix) ways.push(term(text, names, true), inGrams(text));
  return some(ways);
}

/** All pairs of neighbouring characters, in title or keywords: catches a word that the dictionary cut elsewhere. */
const inGrams = (text: string): Match =>
  every(
    (text.length === 1 ? [text] : gramsOf(text).filter((gram) => gram.length === 2)).map((gram) =>
      term(gram, ['grams']),
    ),
  );
