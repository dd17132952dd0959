import { resolve } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { createClips } from '#electron/training/caller/clips.ts';
import { type Figure, figure } from '../figures.ts';
import {
  type Census,
  grown,
  type Kinds,
  type Snapshot,
  snapshotOfWindow,
  usedInMain,
  usedInWindow,
} from '../heap.ts';
import { type Left, leftInMain, leftInWindow, mediaClasses } from '../left.ts';
import type { Bench, Measure } from '../measure.ts';
import { memoryOf } from '../process-tree.ts';
import { startRig, type Rig } from '../rig.ts';

/** Every transaction of a call is forgotten after 32 s at the latest (RFC 3261, timers B, F and H). */
const lingerMs = 36_000;

const parts = ['main', 'media', 'desk'] as const;
type Part = (typeof parts)[number];

type Memory = Readonly<Record<Part, { readonly processMb: number; readonly heapMb: number }>>;

interface Look {
  readonly census: Readonly<Record<Part, Census>>;
  readonly kinds: Readonly<Record<Part, Kinds>>;
  /** Private memory of each process, and its JavaScript heap in use, after eight collections. */
  readonly memory: Memory;
  readonly main: Left;
  readonly media: Left;
  readonly desk: Left;
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
      'other open resources': resources.filter((name) => name !== 'Timeout' && !name.startsWith('TCP'))
        .length,
    };
  });

async function memoryNow(rig: Rig): Promise<Memory> {
  const { app, page } = rig.desk;
  const heap = {
    main: await usedInMain(app),
    media: await usedInWindow(rig.media),
    desk: await usedInWindow(page),
  };
  const pids = { main: app.process().pid, media: await pidOf(app, true), desk: await pidOf(app, false) };
  await new Promise((done) => setTimeout(done, 2_000));
  const of = (part: Part) => ({ processMb: memoryOf(pids[part] ?? 0)?.privateMb ?? 0, heapMb: heap[part] });
  return { main: of('main'), media: of('media'), desk: of('desk') };
}

/** A frame has classes of its own: what lives in those that went is found by name alone. */
const inAllFrames = (census: Census): Left => ({
  'audio contexts, whichever frame': census.get('AudioContext') ?? 0,
  'audio worklet nodes, whichever frame': census.get('AudioWorkletNode') ?? 0,
  'sound sources, whichever frame': census.get('MediaStreamAudioSourceNode') ?? 0,
});

async function lookAt(rig: Rig): Promise<Look> {
  const { app, page } = rig.desk;
  const memory = await memoryNow(rig);
  const media = await leftInWindow(rig.media, mediaClasses);
  const desk = await leftInWindow(page, {});
  const stands = await standing(app);
  const { left, snapshot } = await leftInMain(app);
  const shots: Record<Part, Snapshot> = {
    main: snapshot,
    media: await snapshotOfWindow(rig.media),
    desk: await snapshotOfWindow(page),
  };
  const of = <T>(pick: (one: Snapshot) => T): Record<Part, T> => ({
    main: pick(shots.main),
    media: pick(shots.media),
    desk: pick(shots.desk),
  });
  return {
    memory,
    census: of(({ census }) => census),
    kinds: of(({ kinds }) => kinds),
    main: { ...stands, ...left, 'calls shown': (await rig.calls()).length },
    media: { ...media, ...inAllFrames(shots.media.census) },
    desk,
  };
}

/** What the caller says in every fifth call: a person, for whom the speech model has work. */
const voice = createClips(resolve(import.meta.dirname, '../../../assets')).get('case-3-12', '01');

const long = '您的卡已经停用，原来的余额还在，请不要转给任何人。'.repeat(20);

/**
 * A whole call: ring, answer, heard; every third held and resumed, in every fourth text both ways, in every fifth a voice and not
 * a tone, every tenth unmeasured; ended from either side, wrap-up. All are recorded.
 */
async function oneCall(rig: Rig, turn: number): Promise<void> {
  const { keyboard } = rig.desk.page;
  if (turn % 10 === 0) await rig.desk.send('settings/set', { key: 'audio.measures', value: false });
  if (turn % 10 === 1) await rig.desk.send('settings/set', { key: 'audio.measures', value: true });
  const customer = rig.nextCustomer();
  const caller = rig.ring(customer);
  if (turn % 5 === 4) caller.mouth.loop(voice);
  try {
    await rig.answer(customer);
    for (const from = performance.now(); caller.audio().packets === 0;) {
      if (performance.now() - from > 8_000) throw new Error('the caller heard nothing');
      await new Promise((done) => setTimeout(done, 20));
    }
    if (turn % 4 === 3) {
      const callId = (await rig.call())?.id;
      const said = await rig.desk.send('call/send-text', { callId, text: long });
      if (!(said as { ok: boolean }).ok) throw new Error('the text was not taken');
      if (!(await caller.sendText('好的，我不转。'))) throw new Error('the caller’s text was not taken');
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

interface Course {
  /** Why calls failed. */
  readonly failed: readonly string[];
  /** Memory on the way, at every quarter: what levels off was warming up, what goes on is a leak. */
  readonly course: readonly { readonly calls: number; readonly memory: Memory }[];
}

async function manyCalls(rig: Rig, bench: Bench, calls: number): Promise<Course> {
  const failed: string[] = [];
  const course: Course['course'][number][] = [];
  const quarter = Math.max(1, Math.floor(calls / 4));
  for (let turn = 0; turn < calls; turn++) {
    try {
      await oneCall(rig, turn);
    } catch (error) {
      failed.push(`call ${turn}: ${error instanceof Error ? error.message : String(error)}`);
      if (failed.length >= enough) throw new Error(failed.join('; '), { cause: error });
    }
    if (turn % 50 === 49) bench.progress(`${turn + 1} of ${calls} calls, ${failed.length} failed`);
    if (turn % quarter === quarter - 1 && turn < calls - 1) {
      course.push({ calls: turn + 1, memory: await memoryNow(rig) });
      bench.progress(`after ${turn + 1}: ${memoryWords(course.at(-1)?.memory)}`);
    }
  }
  return { failed, course };
}

const memoryWords = (memory: Memory | undefined): string =>
  parts
    .map((part) => `${part} ${memory?.[part].processMb.toFixed(0)} (${memory?.[part].heapMb.toFixed(1)})`)
    .join(', ');

async function run(bench: Bench): Promise<(Figure | null)[]> {
  const calls = bench.size.soakCalls;
  const warm = Math.min(40, Math.max(3, Math.round(calls / 4)));
  const rig = await startRig({ policy: JSON.stringify({ 'recording.production': true }) });
  try {
    await manyCalls(rig, bench, warm);
    await new Promise((done) => setTimeout(done, lingerMs));
    const before = await lookAt(rig);
    bench.progress(`before: ${memoryWords(before.memory)}; ${JSON.stringify(before.main)}`);
    const { failed, course } = await manyCalls(rig, bench, calls);
    await new Promise((done) => setTimeout(done, lingerMs));
    const after = await lookAt(rig);
    for (const reason of failed) bench.note(reason);
    const way = course.map(({ calls: done, memory }) => `${done}: ${memoryWords(memory)}`).join('; ');
    if (way !== '')
      bench.note(`Memory on the way, MB by process (of it the JavaScript heap), after calls ${way}.`);
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
  before: Look,
  after: Look,
  { calls, warm }: { calls: number; warm: number },
): (Figure | null)[] {
  bench.note(
    `${calls} whole calls after ${warm} that warm up, all recorded (ring, answer, audio, every third held and resumed, every fourth with text both ways, every fifth with a voice, every tenth unmeasured, ended from both sides in turn, wrap-up saved); looked at 36 s after the last one, when no SIP transaction of theirs may be left (the line's own OPTIONS is one while it is under way). Memory is each process's private part, after eight garbage collections.`,
  );
  for (const part of parts) {
    const more = grown(before.census[part], after.census[part], calls).slice(0, 12);
    const said = more.map((one) => `${one.name} ${one.before} → ${one.after}`).join(', ');
    bench.note(`Objects that grow with the calls, ${part}: ${said === '' ? 'none' : said}.`);
    const kinds = [...after.kinds[part]]
      .map(([kind, mb]) => ({ kind, was: before.kinds[part].get(kind) ?? 0, is: mb }))
      .filter(({ was, is }) => Math.abs(is - was) >= 0.1);
    const by = kinds.map(({ kind, was, is }) => `${kind} ${was.toFixed(1)} → ${is.toFixed(1)}`).join(', ');
    bench.note(`Heap by kind, ${part}, MB: ${by === '' ? 'as before' : by}.`);
  }
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
    ...parts.flatMap((part) => leftOver(part, before[part], after[part])),
  ];
}

const leftOver = (part: Part, before: Left, after: Left): (Figure | null)[] =>
  Object.entries(after).map(([what, is]) => {
    const reference = figure('before', [before[what] ?? 0], { unit: '' });
    return figure(`${part}: ${what}`, [is], {
      unit: '',
      ...(reference === null ? {} : { reference }),
      aim: 'as before',
    });
  });

export const soakMeasure: Measure = { id: 'soak', title: 'Soak', run };
