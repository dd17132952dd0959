import { createHash } from 'node:crypto';
import type { Clock } from '#shared/lib/clock.ts';
import type { ContentProblem } from '#shared/knowledge/contract.ts';
import { findChanges } from '../content/load-articles.ts';
import type { MadeArticle, ReadArticle } from '../content/load-articles.ts';
import type { Normalise } from '../content/normalise.ts';
import type { WordLists } from '../content/word-lists.ts';
import type { KnowledgeRepository } from '../ports.ts';
import { buildEntry, entryFormat } from './build-entry.ts';
import type { EntryTools } from './build-entry.ts';
import { loadReadings } from './readings.ts';
import { loadIndexSegmenter } from './segmenter.ts';

export interface SyncDeps {
  readonly repository: KnowledgeRepository;
  readonly clock: Clock;
  readonly contentDir: string;
  /** Articles made from other content; asked when the index is compared. */
  readonly made?: () => readonly MadeArticle[];
  readonly lists: WordLists;
  readonly normalise: Normalise;
  /** Called once if there is something to index, before the work. */
  readonly onIndexing: () => void;
  /** True when the work should stop at the next slice. */
  readonly isDisposed: () => boolean;
}

export interface SyncOutcome {
  readonly indexed: number;
  readonly removed: number;
  readonly problems: readonly ContentProblem[];
}

/** Articles per transaction; between two of them the event loop gets its turn, because a ring must not wait. */
const sliceSize = 8;

/**
 * Brings the index in line with the content folder. With nothing changed it reads and hashes the files and touches
 * nothing else: neither the dictionary nor the pinyin tables are loaded.
 */
export async function syncIndex(deps: SyncDeps): Promise<SyncOutcome> {
  const { repository, lists } = deps;
  const version = versionOf(lists);
  const isStale = repository.meta().version !== version;
  const { changed, removed, problems } = await findChanges(
    deps.contentDir,
    isStale ? [] : repository.versions(),
    deps.made?.() ?? [],
  );
  if (deps.isDisposed()) return { indexed: 0, removed: 0, problems };
  if (changed.length === 0 && removed.length === 0) return { indexed: 0, removed: 0, problems };
  deps.onIndexing();
  const tools: EntryTools = {
    normalise: deps.normalise,
    segmenter: await loadIndexSegmenter(lists.dictionary),
    readRun: await loadReadings(lists.polyphones),
  };
  if (isStale) repository.reset(version);
  await applySlices(changed, removed, tools, deps);
  return { indexed: changed.length, removed: removed.length, problems };
}

async function applySlices(
  changed: readonly ReadArticle[],
  removed: readonly string[],
  tools: EntryTools,
  { repository, clock, isDisposed }: SyncDeps,
): Promise<void> {
  for (let at = 0; at < Math.max(1, changed.length) && !isDisposed(); at += sliceSize) {
    const slice = changed.slice(at, at + sliceSize);
    const upserts = slice.map(({ article, ...origin }) => buildEntry(article, origin, tools));
    repository.apply({ upserts, removals: at === 0 ? removed : [], at: clock.now() });
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Everything besides the article that shapes an entry. Synonyms and stop words work on queries alone. */
function versionOf({ dictionary, polyphones, traditional }: WordLists): string {
  const shape = JSON.stringify([entryFormat, [...dictionary], [...polyphones], [...traditional]]);
  return createHash('sha256').update(shape).digest('hex').slice(0, 32);
}
