import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContentProblem } from '#shared/knowledge/contract.ts';
import {
  emptyWordLists,
  readDictionary,
  readPolyphones,
  readReadings,
  readStopWords,
  readSynonyms,
  readTraditional,
} from './word-lists.ts';
import type { ReadList, WordLists } from './word-lists.ts';

const readers = {
  dictionary: ['dictionary.txt', readDictionary],
  polyphones: ['polyphones.txt', readPolyphones],
  synonyms: ['synonyms.txt', readSynonyms],
  stopWords: ['stop-words.txt', readStopWords],
  traditional: ['traditional.txt', readTraditional],
  readings: ['readings.txt', readReadings],
} as const;

export interface LoadedLists {
  readonly lists: WordLists;
  readonly problems: readonly ContentProblem[];
}

/** Reads the word lists of a content folder. What is missing or wrong is reported and left out; the search works without. */
export async function loadLists(contentDir: string): Promise<LoadedLists> {
  const problems: ContentProblem[] = [];
  const read = async <T>(file: string, reader: (source: string) => ReadList<T>, fallback: T): Promise<T> => {
    try {
      const { value, problems: refused } = reader(await readFile(join(contentDir, file), 'utf8'));
      problems.push(...refused.map(({ line, reason }) => ({ file, line, reason })));
      return value;
    } catch (error) {
      problems.push({ file, line: 0, reason: `cannot be read (${codeOf(error)})` });
      return fallback;
    }
  };
  const lists: WordLists = {
    dictionary: await read(...readers.dictionary, emptyWordLists.dictionary),
    polyphones: await read(...readers.polyphones, emptyWordLists.polyphones),
    synonyms: await read(...readers.synonyms, emptyWordLists.synonyms),
    stopWords: await read(...readers.stopWords, emptyWordLists.stopWords),
    traditional: await read(...readers.traditional, emptyWordLists.traditional),
    readings: await read(...readers.readings, emptyWordLists.readings),
  };
  return { lists, problems };
}

/** The system's short word for what went wrong (ENOENT); never a path. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
