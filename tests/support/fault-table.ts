import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from '@playwright/test';

const folder = resolve(import.meta.dirname, '../../out/faults');
const figures = join(folder, 'figures.jsonl');

interface Figure {
  /** Whose it is: a second try writes it anew. */
  readonly test: string;
  readonly fault: string;
  readonly outcome: string;
  readonly measured: string;
}

/** One row of the table: what was done to the desk, what came of it, and what was measured. Times are told, never judged. */
export function figure(fault: string, outcome: string, measured: string): void {
  test.info().annotations.push({ type: fault, description: `${outcome}; ${measured}` });
  const of = test.info().titlePath.join(' › ');
  appendFileSync(figures, `${JSON.stringify({ test: of, fault, outcome, measured } satisfies Figure)}\n`);
}

export function forgetFigures(): void {
  mkdirSync(folder, { recursive: true });
  rmSync(figures, { force: true });
}

/** `out/faults/table.md`, and the same on the terminal. */
export function writeTable(): void {
  if (!existsSync(figures)) return;
  const all = readFileSync(figures, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Figure);
  const last = new Map(all.map((one) => [`${one.test} ${one.fault}`, one]));
  const rows = [...last.values()].map(
    ({ fault, outcome, measured }) => `| ${fault} | ${outcome} | ${measured} |`,
  );
  const table = ['| fault | what came of it | measured |', '| --- | --- | --- |', ...rows].join('\n');
  writeFileSync(join(folder, 'table.md'), `${table}\n`);
  process.stdout.write(`\n${table}\n`);
}

/** Median and worst of some times, as words. */
export function spread(timesMs: readonly number[]): string {
  const sorted = timesMs.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return `median ${Math.round(middle)} ms, worst ${Math.round(sorted.at(-1) ?? 0)} ms (n = ${sorted.length})`;
}
