import { gramsOf } from '../index/build-entry.ts';
import { stem } from '../index/stem.ts';
import type { IndexScope, Match } from '../ports.ts';
import type { Alternative, Part, Term } from './terms.ts';

const term = (text: string, prefix = false): Match => ({ kind: 'term', text, prefix });
const some = (of: readonly Match[]): Match => (of.length === 1 && of[0] ? of[0] : { kind: 'any', of });
const every = (of: readonly Match[]): Match => (of.length === 1 && of[0] ? of[0] : { kind: 'all', of });

/** A word that is still being typed is looked for by its beginning in the text only from this length on. */
const textPrefixLength = 3;

/** Every term, in any of its alternatives. */
export const matchAll = (terms: readonly Term[], scope: IndexScope): Match =>
  every([...joined(terms, scope)]);

export const matchTerm = (one: Term, scope: IndexScope): Match =>
  some(one.alternatives.map((alternative) => matchAlternative(alternative, scope)));

const matchAlternative = (alternative: Alternative, scope: IndexScope): Match => {
  const parts = every(alternative.parts.map((part) => matchPart(part, scope)));
  if (alternative.parts.length < 2 || alternative.parts.some((part) => part.script !== 'han')) return parts;
  const whole = alternative.parts.map((part) => part.text).join('');
  if (scope === 'names') return some([parts, inGrams(whole)]);
  // Single characters: in the text they stand together at the beginning of a word, or nowhere.
  return alternative.parts.every((part) => part.text.length === 1) ? some([parts, term(whole, true)]) : parts;
};

/** Neighbouring Latin words may be one reading typed with spaces: `gua shi`. */
function* joined(terms: readonly Term[], scope: IndexScope): Generator<Match> {
  let at = 0;
  while (at < terms.length) {
    let end = at;
    while (terms[end]?.script === 'latin' && terms[end]?.alternatives.length === 1) end += 1;
    const group = terms.slice(at, Math.max(end, at + 1));
    const apart = every(group.map((one) => matchTerm(one, scope)));
    yield group.length < 2 ? apart : some([apart, term(group.map((one) => one.text).join(''), true)]);
    at += group.length;
  }
}

function matchPart({ text, script, prefix }: Part, scope: IndexScope): Match {
  if (script === 'han') {
    if (!prefix || text.length === 1 || scope === 'text') return term(text);
    return some([term(text, true), inGrams(text)]);
  }
  const begun = prefix && (scope === 'names' || text.length >= textPrefixLength);
  const root = script === 'latin' && prefix ? stem(text) : text;
  return root === text ? term(text, begun) : some([term(text, begun), term(root)]);
}

/** All pairs of neighbouring characters: catches a name that the dictionary cut elsewhere. */
const inGrams = (text: string): Match =>
  every(
    (text.length === 1 ? [text] : gramsOf(text).filter((gram) => gram.length === 2)).map((gram) =>
      term(gram),
    ),
  );
