import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Document } from 'flexsearch';
import MiniSearch from 'minisearch';
import type { Article } from '#shared/knowledge/article.ts';
import { loadLists } from '#electron/knowledge/content/load-lists.ts';
import { createNormalise, runsOf } from '#electron/knowledge/content/normalise.ts';
import { loadReadings } from '#electron/knowledge/index/readings.ts';
import { loadIndexSegmenter } from '#electron/knowledge/index/segmenter.ts';
import { spell } from '#electron/knowledge/index/spell.ts';
import { createSearcher } from '#electron/knowledge/search/searcher.ts';
import { createKnowledgeRepository } from '#electron/store/knowledge-repository.ts';
import { knowledgeMigrations } from '#electron/store/migrations/knowledge.ts';
import { openTestDb, testDbFile } from '#tests/support/test-db.ts';
import { fillIndex, makeCorpus } from './knowledge-corpus.ts';
import { contentDir } from './knowledge-index.ts';
import { readLabelled, scoreTitles } from './knowledge-score.ts';
import type { AskTitles, Labelled } from './knowledge-score.ts';

/**
 * One engine over one corpus, in a process of its own so that its memory is its own. Prints one line of JSON. The other two get
 * what a careful integrator would give them: our folding, jieba with our dictionary, our stop words, and a field with pinyin and initials.
 */
interface Engine {
  readonly ask: AskTitles;
  /** On disk, where there is something. */
  readonly fileBytes: number;
}

interface Doc {
  readonly id: number;
  readonly title: string;
  readonly keywords: string;
  readonly text: string;
  readonly readings: string;
}

const textsOf = (article: Article): string =>
  article.blocks
    .flatMap((block) => (block.type === 'answer' ? [block.text] : block.type === 'links' ? [] : block.items))
    .map(({ zh, en = '' }) => `${zh}\n${en}`)
    .join('\n');

async function makeTools() {
  const { lists } = await loadLists(contentDir);
  const fold = createNormalise(lists.traditional);
  const segmenter = await loadIndexSegmenter(lists.dictionary);
  const readRun = await loadReadings(lists.polyphones);
  const tokens = (text: string): string[] =>
    runsOf(fold(text)).flatMap((run) =>
      run.script === 'han' ? segmenter.cutForSearch(run.text) : [run.text],
    );
  const asked = (query: string): string[] => {
    const all = tokens(query);
    const telling = all.filter((token) => !lists.stopWords.has(token));
    return telling.length > 0 ? telling : all;
  };
  const toDoc = (article: Article, id: number): Doc => {
    const names = [article.title.zh, ...article.keywords].map((name) =>
      spell(fold(name), { segmenter, readRun }),
    );
    return {
      id,
      title: `${article.title.zh} ${article.title.en}`,
      keywords: article.keywords.join(' '),
      text: textsOf(article),
      readings: [...new Set(names.flatMap(({ pinyin, initials }) => [...pinyin, ...initials]))].join(' '),
    };
  };
  return { tokens, asked, toDoc };
}

async function ours(articles: readonly Article[]): Promise<Engine> {
  const file = testDbFile();
  const repository = createKnowledgeRepository(openTestDb(knowledgeMigrations, file));
  await fillIndex(repository, articles.length);
  const { lists } = await loadLists(contentDir);
  const clock = { now: () => Date.now(), monotonicMs: () => performance.now(), after: () => () => {} };
  const searcher = createSearcher({ repository, clock, lists: async () => lists });
  await searcher.warmUp();
  const ask: AskTitles = async (query) =>
    (await searcher.search({ query, limit: 10, language: 'zh' })).hits.map(({ title }) => ({
      zh: title.zh.text,
      en: title.en.text,
    }));
  // Most of it is still in the write-ahead log.
  const fileBytes = [file, `${file}-wal`].reduce(
    (sum, one) => sum + (statSync(one, { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
  return { ask, fileBytes };
}

async function miniSearch(articles: readonly Article[]): Promise<Engine> {
  const { tokens, asked, toDoc } = await makeTools();
  const index = new MiniSearch<Doc>({ fields: ['title', 'keywords', 'text', 'readings'], tokenize: tokens });
  index.addAll(articles.map(toDoc));
  const options = {
    tokenize: asked,
    prefix: true,
    fuzzy: (term: string) => (/^[a-z]{4,}$/.test(term) ? 0.2 : false),
    boost: { title: 5, keywords: 3, readings: 2 },
  };
  const ask: AskTitles = async (query) => {
    const strict = index.search(query, { ...options, combineWith: 'AND' });
    const found = strict.length >= 3 ? strict : index.search(query, { ...options, combineWith: 'OR' });
    return found.slice(0, 10).flatMap(({ id }) => articles[Number(id)]?.title ?? []);
  };
  return { ask, fileBytes: 0 };
}

async function flexSearch(articles: readonly Article[]): Promise<Engine> {
  const { tokens, asked, toDoc } = await makeTools();
  const field = (name: keyof Doc) => ({ field: name, tokenize: 'forward' as const, encode: tokens });
  const index = new Document<{ [key: string]: string | number }>({
    document: { id: 'id', index: [field('title'), field('keywords'), field('readings'), field('text')] },
  });
  articles.forEach((article, at) => index.add({ ...toDoc(article, at) }));
  const ask: AskTitles = async (query) => {
    const words = asked(query).join(' ');
    const ids = new Set<number>();
    for (const suggest of [false, true])
      if (ids.size < 3)
        for (const { result } of index.search(words, { limit: 10, suggest }))
          for (const id of result) ids.add(Number(id));
    return [...ids].slice(0, 10).flatMap((id) => articles[id]?.title ?? []);
  };
  return { ask, fileBytes: 0 };
}

const engines = { guardline: ours, minisearch: miniSearch, flexsearch: flexSearch } as const;
export type EngineName = keyof typeof engines;
export const engineNames = Object.keys(engines) as readonly EngineName[];

export interface EngineReport {
  readonly top3: readonly number[];
  readonly mrr: readonly number[];
  readonly buildMs: number;
  readonly rssMb: number;
  readonly fileMb: number;
  readonly p50: number;
  readonly p95: number;
}

/** Runs one engine: what it finds of each set, how long a keystroke takes, what it holds in memory. */
async function report(name: EngineName, size: number, sets: readonly string[]): Promise<EngineReport> {
  const articles = [...makeCorpus(size)];
  const labelled: Labelled[][] = sets.map((file) => readLabelled(readFileSync(file, 'utf8')));
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const startedAt = performance.now();
  const { ask, fileBytes } = await engines[name](articles);
  const buildMs = performance.now() - startedAt;
  const results = [];
  for (const set of labelled) results.push(await scoreTitles(ask, set));
  const took: number[] = [];
  for (const { q } of labelled[0] ?? [])
    for (let length = 1; length <= q.length; length += 1) {
      const from = performance.now();
      await ask(q.slice(0, length));
      took.push(performance.now() - from);
    }
  globalThis.gc?.();
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return {
    top3: results.map(({ top3 }) => top3),
    mrr: results.map(({ mrr }) => mrr),
    buildMs,
    rssMb: (process.memoryUsage().rss - before) / 1e6,
    fileMb: fileBytes / 1e6,
    p50: at(0.5),
    p95: at(0.95),
  };
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({
    options: {
      engine: { type: 'string' },
      size: { type: 'string' },
      set: { type: 'string', multiple: true },
    },
  });
  const name = engineNames.find((one) => one === values.engine);
  if (!name) throw new Error(`--engine is one of ${engineNames.join(', ')}`);
  const sets = values.set ?? [join(contentDir, 'eval/queries.jsonl')];
  console.log(JSON.stringify(await report(name, Number(values.size ?? 0), sets)));
}
