import type { Clock } from '#shared/lib/clock.ts';
import { readByCharacter } from '../content/character-readings.ts';
import { createNormalise, isHan } from '../content/normalise.ts';
import type { WordLists } from '../content/word-lists.ts';
import { loadQuerySegmenter } from '../index/segmenter.ts';
import type { Meaning } from '../meaning/meaning.ts';
import type { KnowledgeRepository } from '../ports.ts';
import { createHabits } from './habits.ts';
import { prepareQueryWords } from './parse-query.ts';
import { createLikeness } from './phrases.ts';
import type { UnitCounts } from './phrases.ts';
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
    const articleCount = deps.repository.count();
    const words = prepareQueryWords(lists.synonyms, lists.stopWords, readRun);
    const phrasing = {
      counts: countUnits(deps.repository, articleCount, words.stopWords),
      readRun,
      syllables: lists.readings.syllables,
      ranking: lists.ranking,
    };
    return {
      repository: deps.repository,
      normalise: createNormalise(lists.traditional),
      words,
      segmenter: await loadQuerySegmenter(vocabulary.hanWords()),
      vocabulary,
      ...phrasing,
      meaning: deps.meaning,
      likeness: createLikeness(phrasing),
      habits,
      articleCount,
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

/** Units kept with their count; more than agents type in a shift. */
const keptUnits = 20_000;
/** Of what every article has against what one has. */
const least = 0.15;
/** Of what no name has: as likely a filler word as what matters most. */
const unknown = 0.3;
/** Of filler words, alone and beside a character that tells, against what tells. */
const filler = 0.15;
const halfFiller = 0.6;

/** Counts units among the names, each once while the index stays; their weight is the inverse document frequency. */
function countUnits(
  repository: KnowledgeRepository,
  articleCount: number,
  fillers: ReadonlySet<string>,
): UnitCounts {
  const known = new Map<string, number>();
  const most = Math.log(1 + articleCount * 2);
  const named = (unit: string): number => {
    const kept = known.get(unit);
    if (kept !== undefined) return kept;
    const count = repository.named(unit);
    if (known.size < keptUnits) known.set(unit, count);
    return count;
  };
  /** All filler (我的), half (卡的) or none. */
  const fillerShare = (unit: string): number => {
    const parts = isHan(unit) ? [...unit] : [unit];
    const filling = parts.filter((part) => fillers.has(part)).length;
    return filling === 0 ? 1 : filling === parts.length ? filler : halfFiller;
  };
  return {
    named,
    weight(unit) {
      const count = named(unit);
      const rarity =
        count === 0 ? unknown * most : Math.log(1 + (articleCount - count + 0.5) / (count + 0.5));
      return Math.max(least * most, rarity) * fillerShare(unit);
    },
  };
}
