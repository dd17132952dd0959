import type { ElectronApplication, Page } from '@playwright/test';
import { type Figure, figure } from '../figures.ts';
import { type Census, censusOfMain, censusOfWindow, grown } from '../heap.ts';
import type { Bench, Measure } from '../measure.ts';
import { memoryOf } from '../process-tree.ts';
import { startRig, type Rig } from '../rig.ts';

/** Every transaction of a call is forgotten after 32 s at the latest (RFC 3261, timers B, F and H). */
const lingerMs = 36_000;

interface Left {
  readonly main: Census;
  readonly media: Census;
  readonly desk: Census;
  readonly mainMb: number;
  readonly mediaMb: number;
  readonly deskMb: number;
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
  const main = await censusOfMain(app);
  const media = await censusOfWindow(rig.media);
  const desk = await censusOfWindow(page);
  const mb = (pid: number | undefined): number => memoryOf(pid ?? 0)?.privateMb ?? 0;
  return {
    main,
    media,
    desk,
    mainMb: mb(app.process().pid),
    mediaMb: mb(await pidOf(app, true)),
    deskMb: mb(await pidOf(app, false)),
    ...(await standing(app)),
  };
}

/** A whole call: ring, answer, heard, one hold and back, end from either side, wrap-up. */
async function oneCall(rig: Rig, page: Page, turn: number): Promise<void> {
  const caller = rig.ring(rig.nextCustomer());
  await rig.inState('ringing');
  await page.keyboard.press('F2');
  await rig.inState('active');
  for (const from = performance.now(); caller.audio().packets === 0;) {
    if (performance.now() - from > 8_000) throw new Error(`call ${turn} was silent`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  if (turn % 3 === 0) {
    await page.keyboard.press('F5');
    await rig.inState('held');
    await page.keyboard.press('F5');
    await rig.inState('active');
  }
  if (turn % 2 === 0) await page.keyboard.press('F12');
  await rig.finish(caller);
}

async function run(bench: Bench): Promise<(Figure | null)[]> {
  const calls = bench.size.soakCalls;
  const warm = Math.min(20, Math.max(3, Math.round(calls / 4)));
  const rig = await startRig();
  try {
    const { page } = rig.desk;
    for (let turn = 0; turn < warm; turn++) await oneCall(rig, page, turn);
    await new Promise((resolve) => setTimeout(resolve, lingerMs));
    const before = await lookAt(rig);
    for (let turn = 0; turn < calls; turn++) {
      await oneCall(rig, page, turn);
      if (turn % 50 === 49) bench.progress(`${turn + 1} of ${calls} calls`);
    }
    await new Promise((resolve) => setTimeout(resolve, lingerMs));
    const after = await lookAt(rig);
    return report(bench, before, after, { calls, warm });
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
  for (const part of ['main', 'media', 'desk'] as const) {
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
    growth('main', before.mainMb, after.mainMb),
    growth('media window', before.mediaMb, after.mediaMb),
    growth('desk window', before.deskMb, after.deskMb),
    now('listeners', before.listeners, after.listeners),
    now('timers', before.timers, after.timers),
    now('sockets', before.sockets, after.sockets),
    now('peer connections', connections(before), connections(after)),
  ];
}

export const soakMeasure: Measure = { id: 'soak', title: 'Soak', run };
