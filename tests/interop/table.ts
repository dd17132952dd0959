import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from '@playwright/test';

/** Each run of peers has a table of its own: `interop`, or what GUARDLINE_TABLE says. */
const folder = resolve(import.meta.dirname, '../../out', process.env['GUARDLINE_TABLE'] ?? 'interop');
const rows = join(folder, 'rows.jsonl');

interface Row {
  /** Whose it is: a second try writes it anew. */
  readonly test: string;
  readonly feature: string;
  readonly rules: string;
  readonly peers: string;
  readonly measured: string;
}

/** One row of the table: a telephony feature, the rules it follows, against whom it was tried, and what was measured. */
export function row(feature: string, rules: string, peers: string, measured: string): void {
  test.info().annotations.push({ type: feature, description: measured });
  const of = test.info().titlePath.join(' › ');
  appendFileSync(rows, `${JSON.stringify({ test: of, feature, rules, peers, measured } satisfies Row)}\n`);
}

export function forgetRows(): void {
  mkdirSync(folder, { recursive: true });
  rmSync(rows, { force: true });
}

/** `table.md` in that folder, and the same on the terminal. */
export function writeTable(): void {
  if (!existsSync(rows)) return;
  const all = readFileSync(rows, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row);
  const last = new Map(all.map((one) => [`${one.test} ${one.feature}`, one]));
  const lines = [...last.values()].map(
    ({ feature, rules, peers, measured }) => `| ${feature} | ${rules} | ${peers} | ${measured} |`,
  );
  const head = ['| feature | rules | peers | measured |', '| --- | --- | --- | --- |'];
  const table = [...head, ...lines].join('\n');
  writeFileSync(join(folder, 'table.md'), `${table}\n`);
  process.stdout.write(`\n${table}\n`);
}
