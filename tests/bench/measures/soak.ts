import type { ElectronApplication } from '@playwright/test';
import { type Figure, figure } from '../figures.ts';
import { type Census, censusOfMain, censusOfWindow, grown, usedInMain, usedInWindow } from '../heap.ts';
import type { Bench, Measure } from '../measure.ts';
import { memoryOf } from '../process-tree.ts';
import { startRig, type Rig } from '../rig.ts';

/** Every transaction of a call is forgotten after 32 s at the latest (RFC 3261, timers B, F and H). */
const lingerMs = 36_000;

const parts = ['main', 'media', 'desk'] as const;
type Part = (typeof parts)[number];

interface Left {
  readonly main: Census;
  readonly media: Census;
  readonly desk: Census;
  /** Private memory of the process, and its JavaScript heap in use, after a collection. */
  readonly memory: Readonly<Record<Part, { readonly processMb: number; readonly heapMb: number }>>;
  readonly listeners: number;
  readonly timers: number;
  readonly sockets: number;
}

const pidOf = (app: ElectronApplication, media: boolean): Promise<number> =>
  app.evaluate(({ BrowserWindow }, wanted) => {
    const all = BrowserWindow.getAllWindows().map(({ webContents }) => webContents);
    return all.find((one) => one.getURL().includes('/media/') === wanted)?.getOSProcessId() ?? 0;
  }, media);

/** Listeners on everything of Electron's that the product listens to, and what keeps Node's loop busy. */
const standing = (app: ElectronApplication) =>
  app.evaluate(({ app: running, BrowserWindow, ipcMain, nativeTheme, session }) => {
    const windows = BrowserWindow.getAllWindows();
    const emitters: readonly NodeJS.EventEmitter[] = [
      running,
      ipcMain,
      nativeTheme,
      session.defaultSession,
      process,
      ...windows,
      ...windows.map(({ webContents }) => webContents),
      ...windows.map(({ webContents }) => webContents.ipc),
    ] as never;
    const listeners = emitters
      .flatMap((one) => one.eventNames().map((name) => one.listenerCount(name)))
      .reduce((sum, one) => sum + one, 0);
    const resources = process.getActiveResourcesInfo();
    return {
      listeners,
      timers: resources.filter((name) => name === 'Timeout').length,
      sockets: resources.filter((name) => name.startsWith('TCP')).length,
    };
  });

async function lookAt(rig: Rig): Promise<Left> {
  const { app, page } = rig.desk;
  const heap = {
    main: await usedInMain(app),
    media: await usedInWindow(rig.media),
    desk: await usedInWindow(page),
  };
  const pids = { main: app.process().pid, media: await pidOf(app, true), desk: await pidOf(app, false) };
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const of = (part: Part) => ({ processMb: memoryOf(pids[part] ?? 0)?.privateMb ?? 0, heapMb: heap[part] });
  const memory = { main: of('main'), media: of('media'), desk: of('desk') };
  return {
    memory,
    ...(await standing(app)),
    main: await censusOfMain(app),
    media: await censusOfWindow(rig.media),
    desk: await censusOfWindow(page),
  };
}

/** A whole call: ring, answer, heard, every third held and resumed, end from either side, wrap-up. */
async function oneCall(rig: Rig, turn: number): Promise<void> {
  const { keyboard } = rig.desk.page;
  const customer = rig.nextCustomer();
  const caller = rig.ring(customer);
  try {
    await rig.answer(customer);
    for (const from = performance.now(); caller.audio().packets === 0;) {
      if (performance.now() - from > 8_000) throw new Error('the caller heard nothing');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    if (turn % 3 === 0) {
      await keyboard.press('F5');
      await rig.inState('held');
      await keyboard.press('F5');
      await rig.inState('active');
    }
    if (turn % 2 === 0) await keyboard.press('F12');
  } finally {
    await rig.finish(caller);
  }
}

/** So many calls that fail end the soak: there is something to be mended first. */
const enough = 10;

/** Why calls failed. */
async function manyCalls(rig: Rig, bench: Bench, calls: number): Promise<readonly string[]> {
  const failed: string[] = [];
  for (let turn = 0; turn < calls; turn++) {
    try {
      await oneCall(rig, turn);
    } catch (error) {
      failed.push(`call ${turn}: ${error instanceof Error ? error.message : String(error)}`);
      if (failed.length >= enough) throw new Error(failed.join('; '), { cause: error });
    }
    if (turn % 50 === 49) bench.progress(`${turn + 1} of ${calls} calls, ${failed.length} failed`);
  }
  return failed;
}

async function run(bench: Bench): Promise<(Figure | null)[]> {
  const calls = bench.size.soakCalls;
  const warm = Math.min(20, Math.max(3, Math.round(calls / 4)));
  const rig = await startRig();
  try {
    await manyCalls(rig, bench, warm);
    await new Promise((resolve) => setTimeout(resolve, lingerMs));
    const before = await lookAt(rig);
    const failed = await manyCalls(rig, bench, calls);
    await new Promise((resolve) => setTimeout(resolve, lingerMs));
    const after = await lookAt(rig);
    for (const reason of failed) bench.note(reason);
    return [
      figure('calls that failed', [failed.length], { unit: '', aim: 'none' }),
      ...report(bench, before, after, { calls, warm }),
    ];
  } finally {
    await rig.dispose();
  }
}

function report(
  bench: Bench,
  before: Left,
  after: Left,
  { calls, warm }: { calls: number; warm: number },
): (Figure | null)[] {
  bench.note(
    `${calls} whole calls after ${warm} that warm up (ring, answer, audio, every third held and resumed, ended from both sides in turn, wrap-up saved); looked at 36 s after the last one, when no SIP transaction may be left. Memory is each process's private part, after a garbage collection.`,
  );
  for (const part of parts) {
    const more = grown(before[part], after[part], calls).slice(0, 8);
    const said = more.map((one) => `${one.name} ${one.before} → ${one.after}`).join(', ');
    bench.note(`Objects that grow with the calls, ${part}: ${said === '' ? 'none' : said}.`);
  }
  const connections = (left: Left): number => left.media.get('RTCPeerConnection') ?? 0;
  const now = (what: string, was: number, is: number): Figure | null => {
    const reference = figure('before', [was], { unit: '' });
    return figure(what, [is], { unit: '', ...(reference === null ? {} : { reference }), aim: 'as before' });
  };
  const growth = (what: string, was: number, is: number): Figure | null =>
    figure(`${what}: ${was.toFixed(1)} → ${is.toFixed(1)} MB, growth`, [(is / was - 1) * 100], {
      unit: '%',
      aim: '< 5',
    });
  return [
    ...parts.flatMap((part) => [
      growth(`${part}, process`, before.memory[part].processMb, after.memory[part].processMb),
      growth(`${part}, JavaScript heap`, before.memory[part].heapMb, after.memory[part].heapMb),
    ]),
    now('listeners', before.listeners, after.listeners),
    now('timers', before.timers, after.timers),
    now('sockets', before.sockets, after.sockets),
    now('peer connections', connections(before), connections(after)),
  ];
}

export const soakMeasure: Measure = { id: 'soak', title: 'Soak', run };
