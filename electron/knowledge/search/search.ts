import type { KnowledgeHit, MatchedBy, SearchInput } from '#shared/knowledge/contract.ts';
import { knowledgeQueryMaxLength } from '#shared/knowledge/contract.ts';
import type { Normalise } from '../content/normalise.ts';
import type { Segmenter } from '../index/segmenter.ts';
import type { Candidate, EntryFace, KnowledgeRepository } from '../ports.ts';
import { gather } from './gather.ts';
import { fuse } from '../meaning/meaning.ts';
import type { Meaning } from '../meaning/meaning.ts';
import type { Habits } from './habits.ts';
import { makeSnippet, markTitle } from './highlight.ts';
import { parseQuery, sayingTerm } from './parse-query.ts';
import type { QueryWords } from './parse-query.ts';
import { isAmount, phrasesOf } from './phrases.ts';
import type { createLikeness, Phrase, PhraseTools } from './phrases.ts';
import { fitsCall, scoreCandidate } from './score.ts';
import type { Score } from './score.ts';
import type { Alternative, Term } from './terms.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface SearchTools extends PhraseTools {
  readonly repository: KnowledgeRepository;
  readonly normalise: Normalise;
  readonly words: QueryWords;
  readonly segmenter: Segmenter;
  readonly vocabulary: Vocabulary;
  readonly likeness: ReturnType<typeof createLikeness>;
  readonly habits: Habits;
  /** Undefined without an embedding endpoint. */
  readonly meaning: Pick<Meaning, 'nearest'> | undefined;
  /** Articles in the index. */
  readonly articleCount: number;
}

export interface SearchFound {
  readonly meaningPending: boolean;
  readonly total: number;
  readonly totalIsAtLeast: boolean;
  readonly hits: readonly KnowledgeHit[];
}

export type SearchAsk = Pick<SearchInput, 'query' | 'limit' | 'language' | 'context'>;

/** A single character is in everything; it says little beside a word. */
const singleWeight = 0.5;
/** A hit this far below the best one is noise. */
const tail = 0.25;
/** Without any of the words, a name has to be this like the query. */
const leastLike = 0.3;
/** Articles that fit the call, at most. */
const fittingLimit = 50;
/** Words that letters beside Chinese may be read as, at most. */
const maxWordsPerReading = 3;
/** An article is new for so many days after it comes into effect. */
const freshDays = 30;

/**
 * Searches as one types: collects candidates, ranks them by where and how they have the terms.
 * `day`: today as `2025-11-01`. Synchronous, a few milliseconds; any string has an answer.
 */
export function searchIndex(ask: SearchAsk, day: string, tools: SearchTools): SearchFound {
  const folded = tools.normalise(ask.query.slice(0, knowledgeQueryMaxLength));
  const asked = parseQuery(folded, tools.words, tools.segmenter);
  if (asked.length === 0) return fittingTheCall(ask, folded, day, tools);
  const typed = readBesideChinese(asked, tools);
  const isHeard = typed.some((term) => isUnknown(term, tools));
  const phrases = spelledOut(folded, typed).flatMap((text) => phrasesOf(text, isHeard, tools));
  const weigh = (term: Term): number => weightOf(term, tools);
  const { candidates, readings, isCut } = gather(typed, phrases, day, {
    ...tools,
    weightOf: weigh,
    sayings: (reading) => sayingsOf(reading, tools),
  });
  const weighed = readings.map((terms) => ({ terms, weights: terms.map(weigh) }));
  const scored = candidates
    .map((candidate) => ({ face: candidate.face, ...bestScore(candidate, weighed, phrases, tools) }))
    .filter(({ score }) => score.value > 0)
    .map((one) => ({
      ...one,
      value: one.score.value + circumstances(one.face, wordsOf(asked), day, ask, tools),
    }))
    .toSorted((a, b) => b.value - a.value || compareFaces(a.face, b.face));
  const floor = Math.max(0, ...scored.map(({ score }) => score.value)) * tail;
  const kept = scored.filter(({ score }) => score.value >= floor);
  return {
    total: kept.length,
    totalIsAtLeast: isCut,
    ...joinMeaning(kept, folded, day, ask, tools),
  };
}

/** The words of a query as habits know them: however it was asked around them. */
const wordsOf = (terms: readonly Term[]): string => terms.map((term) => term.text).join(' ');

/** The key under which what is opened for this query is kept; '' for one without words. */
export const habitWords = (
  query: string,
  tools: Pick<SearchTools, 'normalise' | 'words' | 'segmenter'>,
): string =>
  wordsOf(parseQuery(tools.normalise(query.slice(0, knowledgeQueryMaxLength)), tools.words, tools.segmenter));

/** What moves a hit besides its words: the present call, what was opened for them before, having come into effect lately. */
function circumstances(
  face: EntryFace,
  words: string,
  day: string,
  ask: SearchAsk,
  { ranking, habits }: SearchTools,
): number {
  const age = (Date.parse(day) - Date.parse(face.validFrom)) / 86_400_000;
  return (
    (fitsCall(face, ask.context) ? ranking.context : 0) +
    habits.share(words, face.articleId) * ranking.opened +
    (age >= 0 && age < freshDays ? ranking.fresh : 0)
  );
}

/** Letters beside Chinese (xyk年费) are most likely a reading: the words they stand for count like words typed. */
function readBesideChinese(terms: readonly Term[], { vocabulary }: SearchTools): readonly Term[] {
  if (!terms.some((term) => term.script === 'han')) return terms;
  return terms.map((term) => {
    if (term.script !== 'latin' || term.alternatives.length > 1 || term.text.length < 2) return term;
    const read = vocabulary.byReading(term.text).slice(0, maxWordsPerReading);
    const more = read.map((word): Alternative => ({
      parts: [{ text: word, script: 'han', prefix: false }],
      by: 'words',
      worth: 0.95,
    }));
    return more.length === 0 ? term : { ...term, alternatives: [...term.alternatives, ...more] };
  });
}

/** No article has the word, and no list says what it means. */
const isUnknown = ({ text, alternatives }: Term, { vocabulary }: SearchTools): boolean =>
  alternatives.length === 1 && vocabulary.documents(text) === 0 && vocabulary.byReading(text).length === 0;

/** Texts that a query is compared as, at most. */
const maxTexts = 4;

/**
 * The query as typed; with the words in the place of letters that are read as them (xyk年费 → 信用卡年费); and with what the
 * articles write in the place of what is said (在曼谷刷不了 → 在境外刷不了).
 */
function spelledOut(folded: string, typed: readonly Term[]): readonly string[] {
  const read = typed.find(
    ({ script, alternatives: [, other] }) => script === 'latin' && other?.by === 'words' && other.worth < 1,
  );
  const put = (text: string, term: Term, { parts }: Alternative): string =>
    text.replace(term.text, parts.map((part) => part.text).join(''));
  const texts = read ? read.alternatives.slice(1).map((other) => put(folded, read, other)) : [folded];
  const said = (term: Term): Alternative | undefined => term.alternatives.find(({ by }) => by === 'synonym');
  const written = typed.reduce((text, term) => {
    const other = term.script === 'han' ? said(term) : undefined;
    return other ? put(text, term, other) : text;
  }, texts[0] ?? folded);
  // Of an English saying the fillers are gone (lost my card), so that it does not stand in what was typed.
  const [only, ...others] = typed;
  const english =
    only?.script === 'latin' && others.length === 0 ? [said(only)].filter((one) => one !== undefined) : [];
  const alone = english.map(({ parts }) => parts.map((part) => part.text).join(''));
  return [...new Set([...texts, written, ...alone])].slice(0, maxTexts);
}

const sayingsOf = (reading: string, { words, segmenter }: SearchTools): Alternative[] =>
  (words.byReading.get(reading) ?? []).flatMap((saying) => sayingTerm(saying, words, segmenter).alternatives);

interface Ranked {
  readonly face: EntryFace;
  readonly matchedBy: MatchedBy;
  readonly terms: readonly Term[];
}

/** The hits, joined by reciprocal rank with those near in meaning where an endpoint has told; without one, as they are. */
function joinMeaning(
  kept: readonly (Omit<Ranked, 'matchedBy'> & { readonly score: Score })[],
  folded: string,
  day: string,
  ask: SearchAsk,
  tools: SearchTools,
): Pick<SearchFound, 'hits' | 'meaningPending'> {
  const words = kept.map(({ face, score, terms }): Ranked => ({ face, matchedBy: score.matchedBy, terms }));
  const nearest = tools.meaning?.nearest(folded.trim());
  const byId = new Map(words.map((one) => [one.face.articleId, one]));
  if (nearest)
    for (const face of tools.repository.faces(
      nearest.filter((id) => !byId.has(id)),
      day,
    ))
      byId.set(face.articleId, { face, matchedBy: 'meaning', terms: [] });
  const order = nearest ? fuse([...words.map(({ face }) => face.articleId)], nearest) : [...byId.keys()];
  return {
    meaningPending: tools.meaning !== undefined && nearest === undefined,
    hits: order
      .flatMap((id) => byId.get(id) ?? [])
      .slice(0, ask.limit)
      .flatMap(({ face, matchedBy, terms }) => toHit(face, terms, matchedBy, ask, tools)),
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
  phrases: readonly Phrase[],
  { ranking, likeness }: SearchTools,
): { readonly score: Score; readonly terms: readonly Term[] } {
  let best: { score: Score; terms: readonly Term[] } = { score: { value: 0, matchedBy: 'words' }, terms: [] };
  for (const { terms, weights } of readings) {
    const score = scoreCandidate(candidate, terms, weights, ranking);
    if (score.value > best.score.value) best = { score, terms };
  }
  const like = likeness(phrases, candidate);
  if (best.score.value === 0 && like < ranking.phrase * leastLike) return best;
  return { ...best, score: { ...best.score, value: best.score.value + like } };
}

/** Inverse document frequency, of the rarest part; never so small that a common word means nothing. */
function weightOf(term: Term, { vocabulary, articleCount }: SearchTools): number {
  if (term.text.length === 1 || isAmount(term.text)) return singleWeight;
  const counts = term.alternatives.map(({ parts }) => parts.map((part) => vocabulary.documents(part.text)));
  // A word that was typed says how rare it is; a saying is as rare as the words the articles have for it.
  const typed = counts[0]?.length === 1 ? counts[0].filter((count) => count > 0) : [];
  const known = typed.length > 0 ? typed : counts.flat().filter((count) => count > 0);
  const documents = known.length > 0 ? Math.min(...known) : articleCount / 10;
  return Math.max(0.3, Math.log(1 + (articleCount - documents + 0.5) / (documents + 0.5)));
}

/** Nothing typed yet: what names a playbook or care flag of the present call. */
function fittingTheCall(ask: SearchAsk, folded: string, day: string, tools: SearchTools): SearchFound {
  const { playbooks = [], careFlags = [] } = ask.context ?? {};
  if (folded.trim() !== '' || playbooks.length + careFlags.length === 0)
    return { total: 0, totalIsAtLeast: false, meaningPending: false, hits: [] };
  const rows = tools.repository.fitting(playbooks, careFlags, day, fittingLimit);
  return {
    total: rows.length,
    totalIsAtLeast: rows.length >= fittingLimit,
    meaningPending: false,
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
