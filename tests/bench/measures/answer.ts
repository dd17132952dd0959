import type { SimCall } from '#electron/training/caller/call.ts';
import { figure } from '../figures.ts';
import type { Bench, Measure } from '../measure.ts';
import type { Rig } from '../rig.ts';
import { epoch } from '../wire.ts';
import { listenIn, type ListeningWindow, watchWindow, type WatchedWindow } from '../window.ts';

export const patienceMs = 8_000;
/** Of 1. Silence is 0; one packet of the agent's tone in a second of silence is far above this. */
const heardRms = 0.003;

/** When the packet arrived at the caller that brought the first sound; looked at often, as the ear keeps its own time. */
export async function heardByCaller(caller: SimCall): Promise<number | null> {
  for (const from = epoch(); epoch() - from < patienceMs;) {
    const { packets, rms, lastPacketAt } = caller.audio();
    if (packets > 0 && rms > heardRms) return lastPacketAt;
    await new Promise((resolve) => setTimeout(resolve, packets > 0 ? 2 : 1));
  }
  return null;
}

export async function answer(rig: Rig, window: WatchedWindow, ear: ListeningWindow) {
  const caller = rig.ring(rig.nextCustomer());
  await rig.inState('ringing');
  await window.watch({});
  await ear.listen(patienceMs);
  await new Promise((resolve) => setTimeout(resolve, 300 + Math.random() * 50));
  const toCaller = heardByCaller(caller);
  await rig.desk.page.keyboard.press('F2');
  const [callerHeardAt, agentHeardAt, pressedAt] = [
    await toCaller,
    await ear.heardAt(),
    await window.pressedAt(),
  ];
  const okAt = rig.wire.lastOkAt();
  await rig.inState('active');
  await rig.finish(caller);
  if (callerHeardAt === null || agentHeardAt === null || pressedAt === null) return null;
  return {
    both: Math.max(callerHeardAt, agentHeardAt) - pressedAt,
    caller: callerHeardAt - pressedAt,
    agent: agentHeardAt - pressedAt,
    ok: okAt - pressedAt,
  };
}

async function run(bench: Bench) {
  const rig = await bench.rig();
  const window = await watchWindow(rig.desk.page);
  const ear = await listenIn(rig.media);
  const first = await answer(rig, window, ear);
  const answers = [];
  const least: number[] = [];
  for (let turn = 0; turn < bench.size.calls; turn++) {
    const one = await answer(rig, window, ear);
    if (one !== null) answers.push(one);
    if (turn % 4 === 0) least.push(...[await ear.least()].filter((ms) => ms !== null));
  }
  const lost = bench.size.calls - answers.length;
  if (lost > 0)
    bench.note(
      `${lost} of ${bench.size.calls} calls had no audio in both directions within ${patienceMs / 1000} s.`,
    );
  bench.note(
    'From the key press (the event’s own time) to the first sound at both ends: the packet at the simulated caller that brings the agent’s tone, the first frame from a packet in the media window (the caller speaks from her first packet on). A fresh call each time; PCMU, ICE and DTLS on loopback.',
  );
  const floor = figure('two connections inside one window', least);
  if (floor === null) return [null];
  return [
    figure(
      'answer pressed → audio in both directions',
      answers.map(({ both }) => both),
      {
        reference: floor,
        aim: 'p95 ≤ 250',
      },
    ),
    figure(
      '… → the caller hears the agent',
      answers.map(({ caller }) => caller),
      { reference: floor },
    ),
    figure(
      '… → the agent hears the caller',
      answers.map(({ agent }) => agent),
      { reference: floor },
    ),
    figure(
      '… → 200 OK at the exchange',
      answers.map(({ ok }) => ok),
    ),
    figure('the first call after the start', first === null ? [] : [first.both], { reference: floor }),
    floor,
  ];
}

export const answerMeasure: Measure = { id: 'answer', title: 'Answer to audio', run };
