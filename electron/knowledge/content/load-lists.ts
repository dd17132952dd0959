import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContentProblem } from '#shared/knowledge/contract.ts';
import type { KnowledgeRepository } from '../ports.ts';
import { readRanking } from './ranking.ts';
import {
  emptyWordLists,
  readDictionary,
  readPolyphones,
  readReadings,
  readStopWords,
  readSynonyms,
  readTraditional,
} from './word-lists.ts';
import type { ReadList } from './read-list.ts';
import type { WordLists } from './word-lists.ts';

const readers = {
  dictionary: ['dictionary.txt', readDictionary],
  polyphones: ['polyphones.txt', readPolyphones],
  synonyms: ['synonyms.txt', readSynonyms],
  stopWords: ['stop-words.txt', readStopWords],
  traditional: ['traditional.txt', readTraditional],
  readings: ['readings.txt', readReadings],
  ranking: ['ranking.yaml', readRanking],
} as const;

export interface LoadedLists {
  readonly lists: WordLists;
  readonly problems: readonly ContentProblem[];
}

/** Without it the built-in weights count. */
const optional: ReadonlySet<string> = new Set(['ranking.yaml']);

/** Where the last good text of each list is kept. */
export type ListKeeper = Pick<KnowledgeRepository, 'goodList' | 'keepGoodList'>;

/** Reads the bytes of a list; a fault names the system's word for it. */
async function sourceOf(contentDir: string, file: string): Promise<{ source: string } | { fault: string }> {
  try {
    return { source: await readFile(join(contentDir, file), 'utf8') };
  } catch (error) {
    return { fault: codeOf(error) };
  }
}

/**
 * Reads the lists of a content folder. One with a fault is refused with file, line and reason, and its last good text
 * serves; where there never was one, the lines that can be read do. The search works with any of them missing.
 */
export async function loadLists(contentDir: string, keeper?: ListKeeper): Promise<LoadedLists> {
  const problems: ContentProblem[] = [];
  const read = async <T>(file: string, reader: (source: string) => ReadList<T>, fallback: T): Promise<T> => {
    const got = await sourceOf(contentDir, file);
    const fresh = 'source' in got ? reader(got.source) : undefined;
    if ('fault' in got && !(got.fault === 'ENOENT' && optional.has(file)))
      problems.push({ file, line: 0, reason: `cannot be read (${got.fault})` });
    problems.push(...(fresh?.problems ?? []).map(({ line, reason }) => ({ file, line, reason })));
    const kept = keeper?.goodList(file);
    if ('source' in got && fresh?.problems.length === 0) {
      if (kept !== got.source) keeper?.keepGoodList(file, got.source);
      return fresh.value;
    }
    return kept === undefined ? (fresh?.value ?? fallback) : reader(kept).value;
  };
  const lists: WordLists = {
    dictionary: await read(...readers.dictionary, emptyWordLists.dictionary),
    polyphones: await read(...readers.polyphones, emptyWordLists.polyphones),
    synonyms: await read(...readers.synonyms, emptyWordLists.synonyms),
    stopWords: await read(...readers.stopWords, emptyWordLists.stopWords),
    traditional: await read(...readers.traditional, emptyWordLists.traditional),
    readings: await read(...readers.readings, emptyWordLists.readings),
    ranking: await read(...readers.ranking, emptyWordLists.ranking),
  };
  return { lists, problems };
}

/** The system's short word for what went wrong (ENOENT); never a path. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
