import type { Article } from '#shared/knowledge/article.ts';
import type {
  ContentProblem,
  KnowledgeState,
  OpenInput,
  ReportInput,
  SearchInput,
  SearchOutput,
} from '#shared/knowledge/contract.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok } from '#shared/errors/result.ts';
import type { Result } from '#shared/errors/result.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { createPublisher } from '#shared/lib/publisher.ts';
import type { Source } from '#shared/lib/publisher.ts';
import { errorFields, type Log } from '#electron/log/log.ts';
import type { FileOverlay } from '#electron/content/overlay-port.ts';
import type { MadeArticle } from './content/load-articles.ts';
import { loadLists } from './content/load-lists.ts';
import type { Embed } from './meaning/embeddings.ts';
import { createMeaning } from './meaning/meaning.ts';
import { createQueryTrail } from './query-trail.ts';
import { syncIndex } from './index/sync-index.ts';
import type { CallTrail, KnowledgeRepository, OpenEntryBuilder } from './ports.ts';
import { createSearcher } from './search/searcher.ts';

export interface KnowledgeDeps {
  readonly repository: KnowledgeRepository;
  readonly log: Log;
  readonly clock: Clock;
  /** `assets/knowledge`: the articles and the word lists. */
  readonly contentDir: string;
  /** Articles made from other content (guided flows), found like the rest. */
  readonly made?: () => readonly MadeArticle[];
  /** Published versions that stand before the files. */
  readonly overlay?: () => FileOverlay;
  /** Who turns changed articles into entries: a process of its own in the product. */
  readonly openBuilder: OpenEntryBuilder;
  readonly newId: () => string;
  /** True while a call rings: an import stands back. */
  readonly isBusy?: () => boolean;
  /** The bank's embedding endpoint, where one is set. */
  readonly embed?: Embed | undefined;
}

/** The desk's knowledge base: an index over a folder of articles, asked as one types. */
export interface Knowledge {
  readonly state: Source<KnowledgeState>;
  /**
   * Compares folder and index, brings the index up to date and loads what searching needs. Call once the windows are up;
   * searching works before and meanwhile, with the index as it was. Resolves when done.
   */
  start(): Promise<void>;
  /** The content is another (a version was published): compares and indexes again, after what is under way. Before `start`: nothing. */
  refresh(): Promise<void>;
  /** Articles of the folder and before it, by file name; made ones are left out. */
  titles(limit: number): readonly { readonly articleId: string; readonly title: Article['title'] }[];
  search(input: SearchInput): Promise<Result<SearchOutput>>;
  open(input: OpenInput): Result<Article>;
  report(input: ReportInput): Result<{ readonly reportId: string }>;
  /** What was searched and opened in a call: for its record and its wrap-up. */
  trail(callId: string): CallTrail;
  dispose(): void;
}

/** Builds the room. Nothing is read, loaded or indexed before `start` or the first search. */
export function createKnowledge(deps: KnowledgeDeps): Knowledge {
  const { repository, clock, log } = deps;
  const state = createPublisher<KnowledgeState>({
    phase: 'starting',
    articleCount: repository.count(),
    indexedAt: repository.meta().indexedAt,
    problems: [],
  });
  const lists = once(() => loadLists(deps.contentDir, repository));
  const meaning = deps.embed ? createMeaning({ embed: deps.embed, repository, clock, log }) : undefined;
  const searcher = createSearcher({ repository, clock, lists: async () => (await lists()).lists, meaning });
  const queries = createQueryTrail({ repository, clock });
  let disposed = false;

  const publish = (phase: KnowledgeState['phase'], problems: readonly ContentProblem[]): void =>
    state.set({
      phase,
      articleCount: repository.count(),
      indexedAt: repository.meta().indexedAt,
      problems: problems.slice(0, 200),
    });

  const bringUp = async (): Promise<void> => {
    const loaded = await lists();
    let touched = false;
    const outcome = await syncIndex({
      ...deps,
      lists: loaded.lists,
      onIndexing() {
        touched = true;
        publish('indexing', loaded.problems);
      },
      isDisposed: () => disposed,
    }).catch((error: unknown) => {
      // Searching goes on with the index as it is; the next start tries again.
      log.error('knowledge not indexed', errorFields(error));
      return { indexed: 0, removed: 0, problems: [notIndexed] };
    });
    if (disposed) return;
    if (touched) {
      searcher.forget();
      meaning?.forget();
    }
    const problems = [...loaded.problems, ...outcome.problems, ...deadLinks(repository)];
    for (const { file, line, reason } of problems)
      log.warn('knowledge content refused', { file, line, reason });
    log.info('knowledge ready', {
      indexed: outcome.indexed,
      removed: outcome.removed,
      articles: repository.count(),
    });
    publish('ready', problems);
    // The first letter typed should not pay for the loading.
    await searcher.warmUp();
    meaning?.index().catch((error: unknown) => log.warn('vectors not made', errorFields(error)));
  };
  const queue = createQueue(bringUp);
  return {
    state,
    start: once(queue),
    refresh: () => (state.get().phase === 'starting' ? Promise.resolve() : queue()),
    titles: (limit) => repository.titles(limit),
    async search(input) {
      const startedAt = clock.monotonicMs();
      const found = await searcher.search(input);
      if (input.callId !== undefined) queries.typed(input.callId, input.query, found.total);
      return ok({
        ...found,
        hits: [...found.hits],
        sequence: input.sequence,
        tookMs: clock.monotonicMs() - startedAt,
      });
    },
    open({ articleId, callId, query }) {
      const article = repository.article(articleId);
      if (!article) return fail(appError('knowledge/article-not-found', { articleId }));
      if (callId !== undefined) queries.settle(callId);
      repository.keepOpening(callId ?? null, articleId, query ?? null, clock.now());
      if (query !== undefined && query.trim() !== '')
        searcher.opened(query, articleId).catch((error: unknown) => {
          log.warn('opening not counted', errorFields(error));
        });
      return ok(article);
    },
    report(input) {
      const reportId = deps.newId();
      repository.keepReport(reportId, input, clock.now());
      return ok({ reportId });
    },
    trail(callId) {
      queries.settle(callId);
      return repository.trail(callId);
    },
    dispose() {
      disposed = true;
      queries.dispose();
      meaning?.dispose();
    },
  };
}

const notIndexed: ContentProblem = {
  file: 'articles',
  line: 0,
  reason: 'could not be indexed; the index stays as it was',
};

/** A link that leads nowhere is worth a line to the editor, not the loss of the article. */
const deadLinks = (repository: KnowledgeRepository): ContentProblem[] =>
  repository
    .deadLinks()
    .map(({ file, target }) => ({ file, line: 0, reason: `links to ${target}, which is not there` }));

/** One after the other; whoever asks while one waits shares it. */
function createQueue(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | null = null;
  return () =>
    (waiting ??= running =
      running.then(() => {
        waiting = null;
        return work();
      }));
}

/** The first call does it, the others share what came of it. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= work());
}
