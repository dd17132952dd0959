import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { deskSwitches, passphrase } from '#tests/support/desk-app.ts';
import { type Figure, figure } from '../figures.ts';
import type { Bench, Measure } from '../measure.ts';
import { startConfiguredDesk, startOutside } from '../rig.ts';
import { epoch } from '../wire.ts';

const here = resolve(import.meta.dirname, '..');
const patienceMs = 30_000;

/** What happened, in milliseconds after the program was started. */
type Times = ReadonlyMap<string, number>;

interface Start {
  readonly args: readonly string[];
  readonly probe: Readonly<Record<string, string | boolean>>;
}

/** Starts a program with the probe in it, waits until it has got where it should, and ends it. */
async function start({ args, probe }: Start): Promise<Times> {
  const electron = process.env['ELECTRON_BIN'];
  if (electron === undefined) throw new Error('ELECTRON_BIN says which Electron is measured');
  const folder = mkdtempSync(join(tmpdir(), 'guardline-bench-start-'));
  const out = join(folder, 'seen.jsonl');
  const told = JSON.stringify({ ...probe, out, watch: join(here, 'page', 'watch.js') });
  const from = epoch();
  const child = spawn(electron, ['-r', join(here, 'probe', 'start.cjs'), ...args], {
    stdio: 'ignore',
    env: { ...process.env, GUARDLINE_BENCH_PROBE: told },
  });
  const ended = new Promise((done) => child.once('exit', done));
  try {
    for (;;) {
      const lines = existsSync(out) ? readFileSync(out, 'utf8').split('\n') : [];
      const seen = lines.flatMap((line) =>
        line === '' ? [] : [JSON.parse(line) as { what: string; at: number }],
      );
      const failed = seen.find(({ what }) => what.startsWith('failed'));
      if (failed) throw new Error(failed.what);
      if (seen.some(({ what }) => what === 'end')) {
        const times = new Map<string, number>();
        for (const { what, at } of seen) if (!times.has(what)) times.set(what, at - from);
        return times;
      }
      if (epoch() - from > patienceMs)
        throw new Error(`a start got only as far as: ${seen.map(({ what }) => what).join(', ')}`);
      // Reading is cheap; the two cores belong to the program being started.
      await new Promise((done) => setTimeout(done, 50));
    }
  } finally {
    child.kill('SIGTERM');
    await Promise.race([ended, new Promise((done) => setTimeout(done, 5_000))]);
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

const machine = (): string[] => (process.env['GUARDLINE_BENCH_SWITCHES'] ?? '').split(' ').filter(Boolean);

async function run(bench: Bench): Promise<(Figure | null)[]> {
  const outside = await startOutside([]);
  const configured = await startConfiguredDesk(outside);
  await configured.close({ keepData: true });
  const emptyData = mkdtempSync(join(tmpdir(), 'guardline-bench-empty-'));
  const empty: Start = {
    args: [...machine(), join(here, 'empty'), `--user-data-dir=${emptyData}`],
    probe: { desk: false },
  };
  const desk: Start = { args: deskSwitches(configured.dataFolder, {}), probe: { desk: true, passphrase } };
  const words: Start = { ...empty, args: [...empty.args, '--text'] };
  const bare: Times[] = [];
  const withText: Times[] = [];
  const ours: Times[] = [];
  try {
    for (let turn = 0; turn <= bench.size.starts; turn++) {
      bench.progress(`start ${turn} of ${bench.size.starts}`);
      const [one, other, third] = [await start(empty), await start(desk), await start(words)];
      // The first of each fills the caches of system and Chromium.
      if (turn === 0) continue;
      bare.push(one);
      ours.push(other);
      withText.push(third);
    }
  } finally {
    rmSync(emptyData, { recursive: true, force: true });
    rmSync(configured.dataFolder, { recursive: true, force: true });
    await outside.dispose();
  }
  bench.note(
    'In turn with an empty window on the same machine, files in the page cache, a desk that points at an exchange and a core outside it, its store guarded by a passphrase (no key store here) that is typed as soon as the field is painted. "Ready" is: the seat can be set ready, the line is registered.',
  );
  const at = (of: readonly Times[], what: string): number[] => of.flatMap((times) => times.get(what) ?? []);
  const between = (from: string, to: string): number[] =>
    ours.flatMap((times) => {
      const [a, b] = [times.get(from), times.get(to)];
      return a === undefined || b === undefined ? [] : [b - a];
    });
  const floor = figure('empty window: start → loaded', at(bare, 'loaded'));
  if (floor === null) return [null];
  const unlocking = between('passphrase typed', 'people');
  const withoutUnlock = ours.flatMap((times) => {
    const [end, from, to] = [
      times.get('ready for a call'),
      times.get('passphrase typed'),
      times.get('people'),
    ];
    return end === undefined || from === undefined || to === undefined ? [] : [end - (to - from)];
  });
  return [
    figure('start → ready for a call', at(ours, 'ready for a call'), { reference: floor, aim: '≤ × 1.5' }),
    figure('… without unlocking by passphrase', withoutUnlock, { reference: floor }),
    figure('start → first screen painted', at(ours, 'first screen'), { reference: floor, aim: '≤ × 1.5' }),
    figure('start → passphrase field painted', at(ours, 'passphrase field'), { reference: floor }),
    figure('start → first code of main', at(ours, 'first code'), { reference: floor }),
    figure('start → app ready', at(ours, 'app ready'), { reference: floor }),
    figure('start → window opened', at(ours, 'window'), { reference: floor }),
    figure('passphrase typed → people painted (scrypt, store)', unlocking),
    figure('person chosen → desk painted', between('person chosen', 'desk')),
    figure('person chosen → registered', between('person chosen', 'registered')),
    floor,
    figure('empty window: start → app ready', at(bare, 'app ready')),
    figure('empty window: start → painted', at(bare, 'first screen')),
    figure('the same with two lines of text: start → painted', at(withText, 'first screen')),
  ];
}

export const coldStartMeasure: Measure = { id: 'cold-start', title: 'Cold start', run };
