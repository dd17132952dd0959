import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compareEngines } from './knowledge-compare.ts';
import { contentDir, openKnowledge } from './knowledge-index.ts';
import { readLabelled, scoreKnowledge } from './knowledge-score.ts';

const { values } = parseArgs({
  options: {
    set: { type: 'string' },
    content: { type: 'string' },
    compare: { type: 'boolean' },
    articles: { type: 'string' },
  },
});
const file = values.set ?? join(contentDir, 'eval/queries.jsonl');
if (values.compare) {
  const own = readdirSync(join(contentDir, 'eval'))
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => join(contentDir, 'eval', name));
  compareEngines(values.set === undefined ? own : [file], Number(values.articles ?? 5000));
  process.exit(0);
}

const labelled = readLabelled(readFileSync(file, 'utf8'));
const knowledge = openKnowledge(values.content);
await knowledge.start();
for (const { file: where, line, reason } of knowledge.state.get().problems)
  console.log(`refused  ${where}:${line}  ${reason}`);

const { queries, top3, mrr, misses, tookMs } = await scoreKnowledge(knowledge, labelled);
for (const { q, expect, got, place } of misses)
  console.log(
    `miss  ${q}  → ${expect.join(' | ')}  ${place ? `at ${place}` : 'not found'}; got: ${got.join(' / ') || 'nothing'}`,
  );

const sorted = tookMs.toSorted((a, b) => a - b);
const at = (share: number): string =>
  (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
console.log(
  `${knowledge.state.get().articleCount} articles, ${queries} queries: top-3 ${(top3 * 100).toFixed(1)} %, ` +
    `MRR ${mrr.toFixed(3)}, ${misses.length} missed; p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, max ${at(1)} ms`,
);
knowledge.dispose();
