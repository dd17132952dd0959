import { createNormalise } from '../content/normalise.ts';
import type { BuiltEntry, IndexWords, ReadArticle } from '../ports.ts';
import { buildEntry } from './build-entry.ts';
import { loadReadings } from './readings.ts';
import { loadIndexSegmenter } from './segmenter.ts';

/** Turns articles into entries where it is called. Loads the dictionary and the pinyin tables: 90 MB that only the index process may hold. */
export async function loadEntryBuilder(
  words: IndexWords,
): Promise<(articles: readonly ReadArticle[]) => readonly BuiltEntry[]> {
  const tools = {
    normalise: createNormalise(words.traditional),
    segmenter: await loadIndexSegmenter(words.dictionary),
    readRun: await loadReadings(words.polyphones),
  };
  return (articles) => articles.map(({ article }) => buildEntry(article, tools));
}
