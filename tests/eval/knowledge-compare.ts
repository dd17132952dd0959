import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { engineNames } from './knowledge-engines.ts';
import type { EngineName, EngineReport } from './knowledge-engines.ts';
import { contentDir } from './knowledge-index.ts';

const program = join(import.meta.dirname, 'knowledge-engines.ts');

/** One engine in a process of its own: nothing of the others is in its memory or its caches. */
function run(engine: EngineName, size: number, sets: readonly string[]): EngineReport {
  const args = ['--expose-gc', '--import', 'tsx', program, '--engine', engine, '--size', String(size)];
  const { stdout, status } = spawnSync(
    process.execPath,
    [...args, ...sets.flatMap((set) => ['--set', set])],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      maxBuffer: 1e8,
    },
  );
  if (status !== 0) throw new Error(`${engine} ended with ${String(status)}`);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as EngineReport;
}

/** Prints quality over the shipped articles, and time and memory over these and `large` made ones, for the three engines. */
export function compareEngines(sets: readonly string[], large: number): void {
  const shipped = readdirSync(join(contentDir, 'articles')).length;
  const names = sets.map((set) => basename(set, '.jsonl'));
  for (const size of large > shipped ? [shipped, large] : [shipped]) {
    console.log(`\n${size} articles`);
    const quality = size === shipped ? names.map((name) => `top-3 / MRR ${name}`) : [];
    console.log(
      `| engine | ${[...quality, 'built in', 'memory', 'on disk', 'keystroke p50 / p95'].join(' | ')} |`,
    );
    console.log(`| --- |${' --- |'.repeat(quality.length + 4)}`);
    for (const engine of engineNames) {
      const { top3, mrr, buildMs, rssMb, fileMb, p50, p95 } = run(engine, size, sets);
      const found = quality.map(
        (_, at) => `${((top3[at] ?? 0) * 100).toFixed(1)} % / ${(mrr[at] ?? 0).toFixed(3)}`,
      );
      const rest = [
        `${(buildMs / 1000).toFixed(1)} s`,
        `${rssMb.toFixed(0)} MB`,
        fileMb > 0 ? `${fileMb.toFixed(0)} MB` : '–',
        `${p50.toFixed(1)} / ${p95.toFixed(1)} ms`,
      ];
      console.log(`| ${[engine, ...found, ...rest].join(' | ')} |`);
    }
  }
  console.log(
    '\nAll three: the same articles, folding, dictionary, stop words, and pinyin and initials of titles and keywords. Synonyms and\n' +
      'mending of slips are our own search’s; MiniSearch has its own fuzzy match. Memory: what the process grew by, the segmenter in it.',
  );
}
