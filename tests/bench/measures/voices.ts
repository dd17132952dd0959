import { resolve } from 'node:path';
import { createClips } from '#electron/training/caller/clips.ts';
import { figure } from '../figures.ts';
import type { Bench, Measure } from '../measure.ts';
import { cpuShares, mediaPid } from '../process-cpu.ts';
import { memoryOf } from '../process-tree.ts';

const stretchMs = 6_000;
const rounds = 3;
/** What the audio measures (C21) cost: the media window's whole process in one call, with and without, in turn. */
async function run(bench: Bench) {
  const rig = await bench.rig();
  const { desk } = rig;
  const caller = rig.ring(rig.nextCustomer());
  await rig.inState('ringing');
  await desk.page.keyboard.press('F2');
  await rig.inState('active');
  const clip = createClips(resolve(import.meta.dirname, '../../../assets')).get('case-3-12', '01');
  caller.mouth.loop(clip);
  const pid = await mediaPid(desk.app);
  const on: number[] = [];
  const off: number[] = [];
  const gaps: { on: number[]; off: number[] } = { on: [], off: [] };
  const memory: { on: number; off: number } = { on: 0, off: 0 };
  for (let round = 0; round < rounds; round += 1)
    for (const measured of [false, true]) {
      await desk.send('settings/set', { key: 'audio.measures', value: measured });
      await new Promise((done) => setTimeout(done, 4_000));
      caller.markAudio();
      const [share = 0] = await cpuShares([pid], stretchMs);
      (measured ? on : off).push(share);
      gaps[measured ? 'on' : 'off'].push(caller.audio().maxGapMs);
      memory[measured ? 'on' : 'off'] = memoryOf(pid)?.pssMb ?? 0;
    }
  caller.mouth.loop(null);
  await rig.finish(caller);
  bench.note(
    `Percent of one core; ${rounds} stretches of ${stretchMs / 1_000} s each way in turn, in one call, the caller speaking all the time. Memory of that process (PSS): ${memory.off.toFixed(0)} MB without, ${memory.on.toFixed(0)} MB with.`,
  );
  const without = figure('media window without the measures, of one core', off, { unit: '%' });
  return [
    figure('media window with both voices measured, of one core', on, {
      unit: '%',
      ...(without === null ? {} : { reference: without }),
      aim: 'less than 25 more',
    }),
    without,
    figure('longest gap at the caller with them', gaps.on),
    figure('longest gap at the caller without', gaps.off),
  ];
}

export const voicesMeasure: Measure = { id: 'voices', title: 'Cost of the audio measures', run };
