import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import type { Figure, Unit } from './figures.ts';
import type { Size } from './measure.ts';

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly figures: readonly Figure[];
  readonly notes: readonly string[];
  /** Why there is nothing, or too little. */
  readonly missing: string | null;
}

const folder = resolve(import.meta.dirname, '../../out/bench');

const number = (value: number, unit: Unit): string => {
  const digits = unit === 'MB' || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toFixed(unit === '' ? (Number.isInteger(value) ? 0 : 2) : digits);
};

function line(figure: Figure): string {
  const { values, unit } = figure;
  const cells = [values.best, values.p50, values.p95, values.p99, values.max].map((value) =>
    number(value, unit),
  );
  const against = figure.reference ? `${figure.reference.what} (${number(figure.reference.p50, unit)})` : '';
  const ratio = figure.ratio === null ? '' : `× ${figure.ratio.toFixed(2)}`;
  const what = unit === '' ? figure.what : `${figure.what}, ${unit}`;
  return `| ${[what, values.n, ...cells, ratio, against, figure.aim ?? ''].join(' | ')} |`;
}

/** One table per measure: distributions, the reference of the same run, the aim. */
export function asMarkdown(sections: readonly Section[]): string {
  const head =
    '| what | n | best | p50 | p95 | p99 | max | ratio | against | aim |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |';
  return sections
    .map(({ title, figures, notes, missing }) =>
      [
        `## ${title}`,
        ...(figures.length > 0 ? [`${head}\n${figures.map(line).join('\n')}`] : []),
        ...(missing === null ? [] : [`**Missing:** ${missing}`]),
        ...(notes.length > 0 ? [notes.map((note) => `- ${note}`).join('\n')] : []),
      ].join('\n\n'),
    )
    .join('\n\n');
}

function commit(): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}

/** Writes out/bench/<time>.json and out/bench/table.md; answers the table. */
export function writeReport(sections: readonly Section[], size: Size, startedAt: number): string {
  const machine = {
    cores: cpus().length,
    model: cpus()[0]?.model ?? '',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${release()}`,
    loadAverage: loadavg().map((one) => Number(one.toFixed(2))),
  };
  const at = new Date(startedAt).toISOString();
  const about = { at, commit: commit(), size, machine, node: process.versions.node };
  const said = [
    `# Bench of ${at.slice(0, 16).replace('T', ' ')} UTC, ${about.commit}, ${size.short ? 'short' : 'long'} form`,
    `${machine.cores} cores (${machine.model}), ${machine.memoryGiB} GiB, ${machine.system}, load ${machine.loadAverage.join(' ')} at the end. Ratios are median against median of the same run.`,
    asMarkdown(sections),
  ].join('\n\n');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, `${at.replaceAll(':', '-').slice(0, 19)}.json`),
    JSON.stringify({ about, sections }, null, 1),
  );
  writeFileSync(join(folder, 'table.md'), `${said}\n`);
  return said;
}
