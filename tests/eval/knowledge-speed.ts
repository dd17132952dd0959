// How long a keystroke takes in an index of a given size: node --import tsx tests/eval/knowledge-speed.ts --size 50000
// --cpu counts processor time instead of the clock (on a busy machine), --db FILE keeps the index for the next run.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createNormalise } from '#electron/knowledge/content/normalise.ts';
import { loadLists } from '#electron/knowledge/content/load-lists.ts';
import { createSearcher } from '#electron/knowledge/search/searcher.ts';
import { createKnowledgeRepository } from '#electron/store/knowledge-repository.ts';
import { knowledgeMigrations } from '#electron/store/migrations/knowledge.ts';
import { openTestDb, testDbFile } from '#tests/support/test-db.ts';
import { fillIndex } from './knowledge-corpus.ts';
import { contentDir } from './knowledge-index.ts';
import { readLabelled } from './knowledge-score.ts';

const { values } = parseArgs({
  options: { size: { type: 'string' }, db: { type: 'string' }, cpu: { type: 'boolean' } },
});
const size = Number(values.size ?? 50_000);
const file = values.db ?? testDbFile();
const repository = createKnowledgeRepository(openTestDb(knowledgeMigrations, file));

/** Processor time of this process, its helpers included. */
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

let startedAt = performance.now();
const lap = (): string => {
  const took = performance.now() - startedAt;
  startedAt = performance.now();
  return `${(took / 1000).toFixed(2)} s`;
};
if (repository.count() < size) await fillIndex(repository, size);
console.log(
  `${repository.count()} articles, index made in ${lap()}, ${(statSync(file).size / 1e6).toFixed(0)} MB`,
);

const { lists } = await loadLists(contentDir);
const clock = { now: () => Date.now(), monotonicMs: () => performance.now(), after: () => () => {} };
const searcher = createSearcher({ repository, clock, lists: async () => lists });
lap();
await searcher.warmUp();
console.log(`warm-up ${lap()}, resident ${Math.round(process.memoryUsage().rss / 1e6)} MB`);

const fold = createNormalise(lists.traditional);
const labelled = readLabelled(readFileSync(join(contentDir, 'eval/queries.jsonl'), 'utf8'));
const took = new Map<string, number[]>();
const slow: { readonly typed: string; readonly ms: number }[] = [];
for (const { q } of labelled) {
  for (let length = 1; length <= q.length; length += 1) {
    const typed = q.slice(0, length);
    const before = values.cpu ? cpuMs() : performance.now();
    await searcher.search({ query: typed, limit: 10, language: 'zh' });
    const ms = (values.cpu ? cpuMs() : performance.now()) - before;
    const kind = `${/[\u3400-\u9fff]/.test(fold(q)) ? 'han' : 'latin'} ${length === 1 ? 'first' : length === q.length ? 'whole' : 'on the way'}`;
    took.set(kind, [...(took.get(kind) ?? []), ms]);
    slow.push({ typed, ms });
  }
}
took.set('all', [...took.values()].flat());
for (const [kind, all] of took) {
  const sorted = all.toSorted((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
  console.log(
    `${kind.padEnd(18)} ${String(all.length).padStart(5)} keystrokes  p50 ${at(0.5)}  p95 ${at(0.95)}  p99 ${at(0.99)}  max ${at(1)} ms`,
  );
}
const worst = slow.toSorted((a, b) => b.ms - a.ms).slice(0, 12);
console.log(`slowest: ${worst.map(({ typed, ms }) => `${typed} ${ms.toFixed(0)}`).join(', ')}`);
