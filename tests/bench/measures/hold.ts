import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import type { BenchCustomer } from '../customers.ts';
import { figure } from '../figures.ts';
import { type MainTimes, watchMain } from '../main-process.ts';
import type { Bench, Measure } from '../measure.ts';
import type { Rig } from '../rig.ts';
import { watchWindow, type WatchedWindow } from '../window.ts';

interface Held {
  readonly toWire: number;
  readonly receipt: number | null;
  readonly receiptDrawn: number | null;
  readonly parts: readonly [keyToMain: number, inMain: number, toCore: number] | null;
}

/** Holds the card at this place by its key. Null: no request came, or no receipt was painted. */
async function holdCard(
  rig: Rig,
  window: WatchedWindow,
  main: MainTimes,
  customer: BenchCustomer,
  place: number,
): Promise<Held | null> {
  const card = `[data-place=caller] [data-card="${customer.cards[place - 1]?.id ?? ''}"]`;
  await window.watch({ receipt: [{ selector: `${card}[data-hold=confirmed]` }] });
  await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 50));
  rig.wire.takeRequests();
  await main.forget();
  await rig.desk.page.keyboard.press(`Alt+${place}`);
  const { receipt } = await window.seen();
  const pressedAt = await window.pressedAt();
  const placed = rig.wire
    .takeRequests()
    .find(({ method, path }) => method === 'POST' && path.endsWith('/holds'));
  if (!receipt || placed?.answeredAt == null || pressedAt === null) return null;
  const { heardAt, wireAt } = await main.timesOf('control/hold-card', '/v1/holds');
  return {
    toWire: placed.arrivedAt - pressedAt,
    receipt: receipt.next - placed.answeredAt,
    receiptDrawn: receipt.drawn - placed.answeredAt,
    parts:
      heardAt === null || wireAt === null
        ? null
        : [heardAt - pressedAt, wireAt - heardAt, placed.arrivedAt - wireAt],
  };
}

/** What the machine itself takes: 4 KiB that are on the disk, then an empty request over loopback. */
async function leastMs(folder: string, url: string): Promise<number> {
  const file = join(folder, 'bench-durable');
  const from = performance.now();
  const descriptor = openSync(file, 'w');
  writeSync(descriptor, Buffer.alloc(4_096, 1));
  fsyncSync(descriptor);
  closeSync(descriptor);
  await new Promise<void>((resolve, reject) => {
    request(`${url}/v1/health`, (response) => response.resume().once('end', resolve))
      .once('error', reject)
      .end();
  });
  const ms = performance.now() - from;
  rmSync(file);
  return ms;
}

async function run(bench: Bench) {
  const rig = await bench.rig();
  const window = await watchWindow(rig.desk.page);
  const main = await watchMain(rig.desk.app);
  const held: Held[] = [];
  const least: number[] = [];
  let lost = 0;
  for (let turn = 0; turn <= Math.ceil(bench.size.calls / 3); turn++) {
    const customer = rig.nextCustomer();
    const caller = rig.ring(customer);
    await rig.answer(customer);
    await rig.desk.page.locator(`[data-card="${customer.cards[2]?.id ?? ''}"]`).waitFor();
    for (const place of [1, 2, 3]) {
      const one = await holdCard(rig, window, main, customer, place);
      if (one === null) lost++;
      // The first three warm the way.
      else if (turn > 0) held.push(one);
      least.push(await leastMs(rig.desk.dataFolder, rig.core.url));
    }
    await rig.finish(caller);
  }
  await main.dispose();
  if (lost > 0) bench.note(`${lost} presses ended in no receipt within 10 s.`);
  bench.note(
    'From the key press to the arrival of the request’s head at the core’s socket (in the test’s process); the hold is on disk before it leaves, which the kill tests prove. The core writes its own journal to disk before it answers.',
  );
  const floor = figure('4 KiB to disk, one request on loopback', least);
  if (floor === null) return [null];
  const part = (at: 0 | 1 | 2): number[] => held.flatMap(({ parts }) => (parts === null ? [] : [parts[at]]));
  return [
    figure(
      'hold pressed → request at the core',
      held.map(({ toWire }) => toWire),
      { reference: floor, aim: 'p95 ≤ 15' },
    ),
    figure('… key → main has the command', part(0)),
    figure('… in main: to disk and to the socket', part(1), { reference: floor }),
    figure('… socket → core', part(2)),
    figure(
      'core’s answer → receipt painted, next frame begun',
      held.flatMap(({ receipt }) => receipt ?? []),
      {
        aim: 'one frame (16.7)',
      },
    ),
    figure(
      'core’s answer → the receipt’s frame done',
      held.flatMap(({ receiptDrawn }) => receiptDrawn ?? []),
    ),
    floor,
  ];
}

export const holdMeasure: Measure = { id: 'hold', title: 'Card hold', run };
