import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { _electron as electron, type ElectronApplication } from '@playwright/test';
import { type Figure, figure } from '../figures.ts';
import { bearNames } from '../main-process.ts';
import type { Bench, Measure } from '../measure.ts';
import { memoryOf, processTree } from '../process-tree.ts';
import { signIn, startDesk } from '#tests/support/desk-app.ts';
import { holdAnswers } from '#tests/support/held-answers.ts';
import { startRig } from '../rig.ts';

const settleMs = 5_000;
const looks = 5;
const empty = resolve(import.meta.dirname, '../empty');

type ByProcess = ReadonlyMap<string, number>;

/** MB of each process by what it is, and all together. */
async function look(app: ElectronApplication): Promise<ByProcess> {
  const root = app.process().pid;
  if (root === undefined) throw new Error('the program is gone');
  await bearNames(app);
  const names = await app.evaluate(({ app: running, BrowserWindow }) => {
    const windows = BrowserWindow.getAllWindows().map(({ webContents }) => ({
      pid: webContents.getOSProcessId(),
      name: webContents.getURL().includes('/media/') ? 'media window' : 'window',
    }));
    const others = running.getAppMetrics().map(({ pid, type, name }) => ({ pid, name: name ?? type }));
    return [...windows, ...others];
  });
  const nameOf = (pid: number): string =>
    pid === root ? 'main' : (names.find((one) => one.pid === pid)?.name ?? 'zygotes and helpers');
  const byName = new Map<string, number>([['all', 0]]);
  const add = (name: string, mb: number): void => void byName.set(name, (byName.get(name) ?? 0) + mb);
  for (const pid of processTree(root)) {
    const memory = memoryOf(pid);
    if (memory === null) continue;
    add(nameOf(pid), memory.pssMb);
    add('all', memory.pssMb);
  }
  return byName;
}

async function lookAgain(app: ElectronApplication): Promise<readonly ByProcess[]> {
  await new Promise((resolve) => setTimeout(resolve, settleMs));
  const seen: ByProcess[] = [];
  for (let turn = 0; turn < looks; turn++) {
    seen.push(await look(app));
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return seen;
}

async function ofEmptyWindow(): Promise<readonly ByProcess[]> {
  const data = mkdtempSync(join(tmpdir(), 'guardline-bench-empty-'));
  const switches = (process.env['GUARDLINE_BENCH_SWITCHES'] ?? '').split(' ').filter(Boolean);
  const app = await electron.launch({
    ...(process.env['ELECTRON_BIN'] === undefined ? {} : { executablePath: process.env['ELECTRON_BIN'] }),
    args: [...switches, empty, `--user-data-dir=${data}`],
  });
  try {
    await app.firstWindow();
    return await lookAgain(holdAnswers(app));
  } finally {
    await app.close();
    rmSync(data, { recursive: true, force: true });
  }
}

async function withOneCall(): Promise<{ idle: readonly ByProcess[]; call: readonly ByProcess[] }> {
  const rig = await startRig();
  try {
    const idle = await lookAgain(rig.desk.app);
    const customer = rig.nextCustomer();
    const caller = rig.ring(customer);
    await rig.answer(customer);
    const call = await lookAgain(rig.desk.app);
    await rig.finish(caller);
    return { idle, call };
  } finally {
    await rig.dispose();
  }
}

/** As it comes out of the box: exchange, callers and core in a process of the program's own. */
async function outOfTheBox(): Promise<readonly ByProcess[]> {
  const desk = await startDesk();
  try {
    await signIn(desk);
    return await lookAgain(desk.app);
  } finally {
    await desk.close();
  }
}

/**
 * A copy of the runtime for the time of the measure: pages of its file are shared among all that run it, and a second
 * Electron on this machine would make ours look small.
 */
async function withOwnRuntime<T>(measure: () => Promise<T>): Promise<T> {
  const electronPath = process.env['ELECTRON_BIN'];
  if (electronPath === undefined) return measure();
  const folder = mkdtempSync(join(tmpdir(), 'guardline-bench-runtime-'));
  try {
    cpSync(dirname(electronPath), folder, { recursive: true });
    process.env['ELECTRON_BIN'] = join(folder, basename(electronPath));
    return await measure();
  } finally {
    process.env['ELECTRON_BIN'] = electronPath;
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run(bench: Bench): Promise<(Figure | null)[]> {
  if (process.platform !== 'linux') throw new Error('proportional set sizes are read from /proc: Linux only');
  const { bare, idle, call, box } = await withOwnRuntime(async () => ({
    bare: await ofEmptyWindow(),
    ...(await withOneCall()),
    box: await outOfTheBox(),
  }));
  bench.note(
    'Proportional set size over the process tree, 5 s after the state was reached, five looks; both programs driven by the same tool (whose inspector costs both some MB). With a call: exchange and core are outside, as in a bank.',
  );
  const of = (seen: readonly ByProcess[], name: string): number[] =>
    seen.flatMap((one) => one.get(name) ?? []);
  const unit = 'MB' as const;
  const floor = figure('empty window', of(bare, 'all'), { unit });
  if (floor === null) return [null];
  const names = [...new Set(call.flatMap((one) => [...one.keys()]))].filter((name) => name !== 'all');
  const parts = names.map((name) => {
    const same = figure(`empty window: ${name}`, of(bare, name), { unit });
    return figure(`… ${name}`, of(call, name), { unit, ...(same === null ? {} : { reference: same }) });
  });
  return [
    figure('one call up', of(call, 'all'), { unit, reference: floor, aim: '≤ × 1.6' }),
    ...parts,
    figure('signed in, no call', of(idle, 'all'), { unit, reference: floor }),
    figure('out of the box (with the sandbox process), no call', of(box, 'all'), { unit, reference: floor }),
    floor,
  ];
}

export const memoryMeasure: Measure = { id: 'memory', title: 'Memory', run };
