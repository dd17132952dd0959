import type { KnowledgeHit, MatchedBy, SearchInput } from '#shared/knowledge/contract.ts';
import { knowledgeQueryMaxLength } from '#shared/knowledge/contract.ts';
import type { Normalise } from '../content/normalise.ts';
import type { ReadRun } from '../index/readings.ts';
import type { Segmenter } from '../index/segmenter.ts';
import type { Candidate, KnowledgeRepository } from '../ports.ts';
import { makeSnippet, markTitle } from './highlight.ts';
import { mendTerms } from './mend.ts';
import { parseQuery } from './parse-query.ts';
import type { QueryWords } from './parse-query.ts';
import { scoreView, viewOf } from './score.ts';
import type { Score, View } from './score.ts';
import type { Term } from './terms.ts';
import { matchAll, matchAny, matchTerm } from './to-match.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface SearchTools {
  readonly repository: KnowledgeRepository;
  readonly normalise: Normalise;
  readonly words: QueryWords;
  readonly segmenter: Segmenter;
  readonly vocabulary: Vocabulary;
  readonly readRun: ReadRun;
  /** Articles in the index. */
  readonly articleCount: number;
}

export interface SearchFound {
  readonly total: number;
  readonly totalIsAtLeast: boolean;
  readonly hits: readonly KnowledgeHit[];
}

/** Rows taken from the index per attempt; ranking them again is what finds the best ones. */
const poolSize = 80;
/** With fewer finds than this the net is cast wider. */
const enough = 3;
/** A single character is in everything; it says little beside a word. */
const singleWeight = 0.5;
/** A hit this far below the best one is noise. */
const tail = 0.25;

export type SearchAsk = Pick<SearchInput, 'query' | 'limit' | 'language' | 'context'>;

/**
 * Searches as one types: all terms first, then mended terms, then any term; ranks what was found by where it was found.
 * `day`: today as `2025-11-01`. Synchronous, a few milliseconds; any string has an answer.
 */
export function searchIndex(ask: SearchAsk, day: string, tools: SearchTools): SearchFound {
  const folded = tools.normalise(ask.query.slice(0, knowledgeQueryMaxLength));
  const typed = parseQuery(folded, tools.words, tools.segmenter);
  if (typed.length === 0) return fittingTheCall(ask, folded, day, tools);
  const { candidates, terms, full } = gather(typed, day, tools);
  const readings = [...new Set([typed, terms])].map((asRead) => ({
    terms: asRead,
    weights: asRead.map((term) => weightOf(term, tools)),
  }));
  const bestRank = Math.min(0, ...candidates.map((candidate) => candidate.rank));
  const scored = candidates
    .map((candidate) => {
      const view = viewOf(candidate, tools.normalise);
      return { view, score: bestScore(view, readings, bestRank, ask.context) };
    })
    .filter(({ score }) => score.value > 0)
    .toSorted((a, b) => b.score.value - a.score.value || compareIds(a.view, b.view));
  const floor = (scored[0]?.score.value ?? 0) * tail;
  const kept = scored.filter(({ score }) => score.value >= floor);
  return {
    total: kept.length,
    totalIsAtLeast: full,
    hits: kept.slice(0, ask.limit).map(({ view, score }) => toHit(view, terms, score.matchedBy, ask, tools)),
  };
}

interface Reading {
  readonly terms: readonly Term[];
  readonly weights: readonly number[];
}

/** As typed or as mended, whichever the candidate answers better. */
function bestScore(
  view: View,
  readings: readonly Reading[],
  bestRank: number,
  context: SearchAsk['context'],
): Score {
  let best: Score = { value: 0, matchedBy: 'words' };
  for (const { terms, weights } of readings) {
    const score = scoreView(view, terms, weights, bestRank, context);
    if (score.value > best.value) best = score;
  }
  return best;
}

const compareIds = (a: View, b: View): number => (a.face.articleId < b.face.articleId ? -1 : 1);

interface Gathered {
  readonly candidates: readonly Candidate[];
  readonly terms: readonly Term[];
  /** The pool is full: there may be more. */
  readonly full: boolean;
}

function gather(typed: readonly Term[], day: string, tools: SearchTools): Gathered {
  const found = new Map<string, Candidate>();
  let full = false;
  const take = (match: ReturnType<typeof matchAll>): void => {
    if (!match) return;
    const rows = tools.repository.candidates(match, day, poolSize);
    full ||= rows.length >= poolSize;
    for (const row of rows) if (!found.has(row.face.articleId)) found.set(row.face.articleId, row);
  };
  take(matchAll(typed));
  if (found.size >= enough) return { candidates: [...found.values()], terms: typed, full };
  const terms = mendTerms(typed, {
    ...tools,
    isKnown: (term) => tools.repository.finds(matchTerm(term)),
  });
  const isMended = terms.some((term, at) => term !== typed[at]);
  if (isMended) take(matchAll(terms));
  if (found.size < enough) take(matchAny(telling(isMended ? [...typed, ...terms] : typed, tools)));
  return { candidates: [...found.values()], terms: isMended ? terms : typed, full };
}

/** Without the words that half of all articles have: they would fill the pool and tell nothing. */
function telling(terms: readonly Term[], tools: SearchTools): readonly Term[] {
  const rare = terms.filter(
    (term) => term.script !== 'han' || tools.vocabulary.documents(term.text) * 3 < tools.articleCount,
  );
  return rare.length > 0 ? rare : terms;
}

/** Inverse document frequency, of the rarest part; never so small that a common word means nothing. */
function weightOf(term: Term, { vocabulary, articleCount }: SearchTools): number {
  const counts = term.alternatives.map((alternative) =>
    Math.min(...alternative.parts.map((part) => vocabulary.documents(part.text))),
  );
  if (term.text.length === 1) return singleWeight;
  const known = counts.filter((count) => count > 0);
  const documents = known.length > 0 ? Math.min(...known) : articleCount / 10;
  return Math.max(0.3, Math.log(1 + (articleCount - documents + 0.5) / (documents + 0.5)));
}

/** Nothing typed yet: what names a playbook or care flag of the present call. */
function fittingTheCall(ask: SearchAsk, folded: string, day: string, tools: SearchTools): SearchFound {
  const { playbooks = [], careFlags = [] } = ask.context ?? {};
  if (folded.trim() !== '' || playbooks.length + careFlags.length === 0)
    return { total: 0, totalIsAtLeast: false, hits: [] };
  const rows = tools.repository.fitting(playbooks, careFlags, day, poolSize);
  return {
    total: rows.length,
    totalIsAtLeast: rows.length >= poolSize,
    hits: rows
      .slice(0, ask.limit)
      .map((row) => toHit(viewOf(row, tools.normalise), [], 'context', ask, tools)),
  };
}

function toHit(
  view: View,
  terms: readonly Term[],
  matchedBy: MatchedBy,
  ask: SearchAsk,
  { normalise, repository }: SearchTools,
): KnowledgeHit {
  const { articleId, kind, answer } = view.face;
  return {
    articleId,
    kind,
    title: markTitle(view, terms),
    snippet: makeSnippet(view, terms, ask.language, normalise, () => repository.article(articleId)),
    matchedBy,
    answer,
  };
}
