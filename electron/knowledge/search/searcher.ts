import type { Clock } from '#shared/lib/clock.ts';
import { readByCharacter } from '../content/character-readings.ts';
import { createNormalise } from '../content/normalise.ts';
import type { WordLists } from '../content/word-lists.ts';
import { loadQuerySegmenter } from '../index/segmenter.ts';
import type { Meaning } from '../meaning/meaning.ts';
import type { KnowledgeRepository } from '../ports.ts';
import { createHabits } from './habits.ts';
import { prepareQueryWords } from './parse-query.ts';
import { habitWords, searchIndex } from './search.ts';
import type { SearchAsk, SearchFound, SearchTools } from './search.ts';
import { createVocabulary } from './vocabulary.ts';

export interface Searcher {
  search(ask: SearchAsk): Promise<SearchFound>;
  /** An article was opened for this query: it is asked for more easily the next time. */
  opened(query: string, articleId: string): Promise<void>;
  /** Loads what the first search would load. */
  warmUp(): Promise<void>;
  /** The index has changed: what was read from it is read again. */
  forget(): void;
}

/** Holds what searching needs in memory and loads it when it is first needed. */
export function createSearcher(deps: {
  readonly repository: KnowledgeRepository;
  readonly clock: Clock;
  readonly lists: () => Promise<WordLists>;
  readonly meaning?: Pick<Meaning, 'nearest'> | undefined;
}): Searcher {
  let tools: Promise<SearchTools> | undefined;
  const habits = createHabits(deps);

  const load = async (): Promise<SearchTools> => {
    const lists = await deps.lists();
    const readRun = readByCharacter(lists.readings, lists.polyphones);
    const vocabulary = createVocabulary(deps.repository.vocabulary());
    return {
      repository: deps.repository,
      normalise: createNormalise(lists.traditional),
      words: prepareQueryWords(lists.synonyms, lists.stopWords, readRun),
      segmenter: await loadQuerySegmenter(vocabulary.hanWords()),
      vocabulary,
      readRun,
      ranking: lists.ranking,
      meaning: deps.meaning,
      habits,
      articleCount: deps.repository.count(),
    };
  };
  return {
    async search(ask) {
      const ready = await (tools ??= load());
      return searchIndex(ask, dayOf(deps.clock.now()), ready);
    },
    async opened(query, articleId) {
      habits.opened(habitWords(query, await (tools ??= load())), articleId);
    },
    async warmUp() {
      await (tools ??= load());
    },
    forget() {
      tools = undefined;
    },
  };
}

/** The calendar day here, as the articles write it. */
function dayOf(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
