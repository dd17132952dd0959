import type { KnowledgeHit, MatchedBy, SearchInput } from '#shared/knowledge/contract.ts';
import { knowledgeQueryMaxLength } from '#shared/knowledge/contract.ts';
import type { Normalise } from '../content/normalise.ts';
import type { ReadRun } from '../content/character-readings.ts';
import type { Segmenter } from '../index/segmenter.ts';
import type { Candidate, EntryFace, KnowledgeRepository } from '../ports.ts';
import { gather } from './gather.ts';
import { makeSnippet, markTitle } from './highlight.ts';
import { parseQuery } from './parse-query.ts';
import type { QueryWords } from './parse-query.ts';
import { scoreCandidate } from './score.ts';
import type { Score } from './score.ts';
import type { Term } from './terms.ts';
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

export type SearchAsk = Pick<SearchInput, 'query' | 'limit' | 'language' | 'context'>;

/** A single character is in everything; it says little beside a word. */
const singleWeight = 0.5;
/** A hit this far below the best one is noise. */
const tail = 0.25;
/** Articles that fit the call, at most. */
const fittingLimit = 50;

/**
 * Searches as one types: collects candidates, ranks them by where and how they have the terms.
 * `day`: today as `2025-11-01`. Synchronous, a few milliseconds; any string has an answer.
 */
export function searchIndex(ask: SearchAsk, day: string, tools: SearchTools): SearchFound {
  const folded = tools.normalise(ask.query.slice(0, knowledgeQueryMaxLength));
  const typed = parseQuery(folded, tools.words, tools.segmenter);
  if (typed.length === 0) return fittingTheCall(ask, folded, day, tools);
  const weigh = (term: Term): number => weightOf(term, tools);
  const { candidates, readings, isCut } = gather(typed, day, { ...tools, weightOf: weigh });
  const weighed = readings.map((terms) => ({ terms, weights: terms.map(weigh) }));
  const scored = candidates
    .map((candidate) => ({ face: candidate.face, ...bestScore(candidate, weighed, ask.context) }))
    .filter(({ score }) => score.value > 0)
    .toSorted((a, b) => b.score.value - a.score.value || compareFaces(a.face, b.face));
  const floor = (scored[0]?.score.value ?? 0) * tail;
  const kept = scored.filter(({ score }) => score.value >= floor);
  return {
    total: kept.length,
    totalIsAtLeast: isCut,
    hits: kept
      .slice(0, ask.limit)
      .flatMap(({ face, score, terms }) => toHit(face, terms, score.matchedBy, ask, tools)),
  };
}

const compareFaces = (a: EntryFace, b: EntryFace): number =>
  a.title.length - b.title.length || (a.articleId < b.articleId ? -1 : 1);

interface Weighed {
  readonly terms: readonly Term[];
  readonly weights: readonly number[];
}

/** As typed or as mended, whichever the candidate answers better. */
function bestScore(
  candidate: Candidate,
  readings: readonly Weighed[],
  context: SearchAsk['context'],
): { readonly score: Score; readonly terms: readonly Term[] } {
  let best: { score: Score; terms: readonly Term[] } = { score: { value: 0, matchedBy: 'words' }, terms: [] };
  for (const { terms, weights } of readings) {
    const score = scoreCandidate(candidate, terms, weights, context);
    if (score.value > best.score.value) best = { score, terms };
  }
  return best;
}

/** Inverse document frequency, of the rarest part; never so small that a common word means nothing. */
function weightOf(term: Term, { vocabulary, articleCount }: SearchTools): number {
  if (term.text.length === 1) return singleWeight;
  const counts = term.alternatives.flatMap(({ parts }) =>
    parts.map((part) => vocabulary.documents(part.text)),
  );
  const known = counts.filter((count) => count > 0);
  const documents = known.length > 0 ? Math.min(...known) : articleCount / 10;
  return Math.max(0.3, Math.log(1 + (articleCount - documents + 0.5) / (documents + 0.5)));
}

/** Nothing typed yet: what names a playbook or care flag of the present call. */
function fittingTheCall(ask: SearchAsk, folded: string, day: string, tools: SearchTools): SearchFound {
  const { playbooks = [], careFlags = [] } = ask.context ?? {};
  if (folded.trim() !== '' || playbooks.length + careFlags.length === 0)
    return { total: 0, totalIsAtLeast: false, hits: [] };
  const rows = tools.repository.fitting(playbooks, careFlags, day, fittingLimit);
  return {
    total: rows.length,
    totalIsAtLeast: rows.length >= fittingLimit,
    hits: rows.slice(0, ask.limit).flatMap(({ face }) => toHit(face, [], 'context', ask, tools)),
  };
}

/** Nothing if the article went away since it was found. */
function toHit(
  face: EntryFace,
  terms: readonly Term[],
  matchedBy: MatchedBy,
  ask: SearchAsk,
  { normalise, repository }: SearchTools,
): KnowledgeHit[] {
  const article = repository.article(face.articleId);
  if (!article) return [];
  const answer = article.blocks.find((block) => block.type === 'answer')?.text;
  return [
    {
      articleId: article.articleId,
      kind: article.kind,
      title: markTitle(article, face, terms),
      snippet: makeSnippet(article, answer, terms, ask.language, normalise),
      matchedBy,
      ...(answer ? { answer } : {}),
    },
  ];
}
