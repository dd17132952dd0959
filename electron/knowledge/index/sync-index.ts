import { createHash } from 'node:crypto';
import type { Clock } from '#shared/lib/clock.ts';
import type { ContentProblem } from '#shared/knowledge/contract.ts';
import { noOverlay, type FileOverlay } from '#electron/content/overlay-port.ts';
import { findChanges } from '../content/load-articles.ts';
import type { MadeArticle } from '../content/load-articles.ts';
import type { WordLists } from '../content/word-lists.ts';
import type {
  EntryBuilder,
  IndexEntry,
  KnowledgeRepository,
  OpenEntryBuilder,
  ReadArticle,
} from '../ports.ts';
import { entryFormat } from './entry-format.ts';

export interface SyncDeps {
  readonly repository: KnowledgeRepository;
  readonly clock: Clock;
  readonly contentDir: string;
  /** Articles made from other content; asked when the index is compared. */
  readonly made?: () => readonly MadeArticle[];
  /** Published versions that stand before the files; asked when the index is compared. */
  readonly overlay?: () => FileOverlay;
  readonly lists: WordLists;
  readonly openBuilder: OpenEntryBuilder;
  /** Called once if there is something to index, before the work. */
  readonly onIndexing: () => void;
  /** True while something must not wait (a call rings): no slice is written meanwhile. */
  readonly isBusy?: (() => boolean) | undefined;
  /** True when the work should stop at the next slice. */
  readonly isDisposed: () => boolean;
}

export interface SyncOutcome {
  readonly indexed: number;
  readonly removed: number;
  readonly problems: readonly ContentProblem[];
}

/**
 * A transaction takes about so long, milliseconds; after it the event loop gets its turn, because a ring must not wait.
 * Bigger ones are quicker in all, smaller ones let others in sooner; how many articles fit depends on the machine.
 */
const sliceMs = 8;
const firstSlice = 4;
const largestSlice = 64;
/** How long it stands back at a time while a call rings. */
const busyMs = 100;
/** Articles asked for at a time. */
const batchSize = 64;

/**
 * Brings the index in line with the content folder. With nothing changed it reads and hashes the files and touches
 * nothing else: no process is started for it. Rejects when the entries cannot be had; what was written till then is whole
 * and the rest is found changed again at the next start.
 */
export async function syncIndex(deps: SyncDeps): Promise<SyncOutcome> {
  const { repository, lists } = deps;
  const version = versionOf(lists);
  const isStale = repository.meta().version !== version;
  const { changed, removed, problems } = await findChanges(
    deps.contentDir,
    isStale ? [] : repository.versions(),
    deps.made?.() ?? [],
    deps.overlay?.() ?? noOverlay,
  );
  if (deps.isDisposed()) return { indexed: 0, removed: 0, problems };
  if (changed.length === 0 && removed.length === 0) return { indexed: 0, removed: 0, problems };
  deps.onIndexing();
  // The old index goes when the first of the new one is there.
  const begin = (): void => {
    if (isStale) repository.reset(version);
    if (removed.length > 0) repository.apply({ upserts: [], removals: removed, at: deps.clock.now() });
  };
  if (changed.length === 0) begin();
  else await applyChanged(changed, begin, deps);
  await tidyUp(deps);
  return { indexed: changed.length, removed: removed.length, problems };
}

/** The next batch is made while this one is written. */
async function applyChanged(
  changed: readonly ReadArticle[],
  begin: () => void,
  deps: SyncDeps,
): Promise<void> {
  const { dictionary, polyphones, traditional } = deps.lists;
  const pace = { size: firstSlice };
  const builder = deps.openBuilder({ dictionary, polyphones, traditional });
  try {
    const batches = slices(changed, batchSize);
    let next = build(batches[0] ?? [], builder);
    for (const at of batches.keys()) {
      const entries = await next;
      if (deps.isDisposed()) return;
      next = build(batches[at + 1] ?? [], builder);
      // Nobody waits for it any more when this one cannot be written.
      next.catch(() => undefined);
      if (at === 0) begin();
      await applySlices(entries, pace, deps);
    }
  } finally {
    builder.dispose();
  }
}

async function build(
  articles: readonly ReadArticle[],
  builder: EntryBuilder,
): Promise<readonly IndexEntry[]> {
  if (articles.length === 0) return [];
  const built = await builder.build(articles);
  return built.flatMap((entry, at) => {
    const article = articles[at];
    return article === undefined ? [] : [{ ...article, ...entry }];
  });
}

async function applySlices(
  entries: readonly IndexEntry[],
  pace: { size: number },
  { repository, clock, isBusy, isDisposed }: SyncDeps,
): Promise<void> {
  for (let at = 0; at < entries.length && !isDisposed();) {
    if (isBusy?.()) {
      await new Promise<void>((resolve) => void clock.after(busyMs, resolve));
      continue;
    }
    const upserts = entries.slice(at, at + pace.size);
    const startedAt = clock.monotonicMs();
    repository.apply({ upserts, removals: [], at: clock.now() });
    const tookMs = clock.monotonicMs() - startedAt;
    at += upserts.length;
    if (tookMs > sliceMs) pace.size = Math.max(1, pace.size >> 1);
    else if (tookMs < sliceMs / 2) pace.size = Math.min(largestSlice, pace.size * 2);
    await letOthersIn();
    repository.tidy();
    await letOthersIn();
  }
}

/** What is left of the housekeeping when all is written; a start that was cut short goes on with it. */
async function tidyUp({ repository, isDisposed }: SyncDeps): Promise<void> {
  while (!isDisposed() && repository.tidy()) await letOthersIn();
}

const letOthersIn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const slices = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));

/** Everything besides the article that shapes an entry. Synonyms and stop words work on queries alone. */
function versionOf({ dictionary, polyphones, traditional }: WordLists): string {
  const shape = JSON.stringify([entryFormat, [...dictionary], [...polyphones], [...traditional]]);
  return createHash('sha256').update(shape).digest('hex').slice(0, 32);
}
