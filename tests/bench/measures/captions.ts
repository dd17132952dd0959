import { startFunAsrStub } from '#tests/support/funasr-stub.ts';
import { until } from '#tests/support/embedded-exchange.ts';
import { toneSpeechMulaw } from '#tests/support/tone-speech.ts';
import { figure } from '../figures.ts';
import type { Bench, Measure } from '../measure.ts';
import { cpuShares, mediaPid } from '../process-cpu.ts';

const words = '查余额';

/** What captions cost the desk: the media window's and main's whole process in one call, with and without, in turn. */
async function run(bench: Bench) {
  const { short } = bench.size;
  const [rounds, stretchMs] = short ? [1, 1_000] : [3, 6_000];
  const rig = await bench.rig();
  const { desk } = rig;
  const stub = await startFunAsrStub();
  const caller = rig.ring(rig.nextCustomer());
  await rig.inState('ringing');
  await desk.page.keyboard.press('F2');
  await rig.inState('active');
  caller.mouth.loop(toneSpeechMulaw(`${words} `));
  const mainPid = desk.app.process().pid;
  if (mainPid === undefined) throw new Error('no main process');
  const pids = [await mediaPid(desk.app), mainPid];
  const shares: Record<'on' | 'off', [media: number[], main: number[]]> = { on: [[], []], off: [[], []] };
  const gaps: Record<'on' | 'off', number[]> = { on: [], off: [] };
  const said = (): number => stub.streams.flatMap(({ sentences }) => sentences).length;
  for (let round = 0; round < rounds; round += 1)
    for (const kind of ['off', 'on'] as const) {
      const before = said();
      await desk.send('settings/set', { key: 'captions.url', value: kind === 'on' ? stub.url : '' });
      // It is what it is called: sentences come, or the streams are over.
      if (kind === 'on') await until(() => said() > before, 'a sentence');
      else await until(() => stub.streams.every(({ ended }) => ended !== 'no'), 'the streams’ end');
      caller.markAudio();
      const [media = 0, main = 0] = await cpuShares(pids, stretchMs);
      shares[kind][0].push(media);
      shares[kind][1].push(main);
      gaps[kind].push(caller.audio().maxGapMs);
    }
  await desk.send('settings/set', { key: 'captions.url', value: '' });
  caller.mouth.loop(null);
  await rig.finish(caller);
  await stub.close();
  bench.note(
    `Percent of one core; ${rounds} stretches of ${stretchMs / 1_000} s each way in turn, in one call, the caller speaking most of the time. The recogniser is the stand-in of the tests and runs in the bench's own process.`,
  );
  const without = [
    figure('media window without captions, of one core', shares.off[0], { unit: '%' }),
    figure('main without captions, of one core', shares.off[1], { unit: '%' }),
  ] as const;
  return [
    figure('media window with captions of both sides, of one core', shares.on[0], {
      unit: '%',
      ...(without[0] === null ? {} : { reference: without[0] }),
    }),
    without[0],
    figure('main with captions, of one core', shares.on[1], {
      unit: '%',
      ...(without[1] === null ? {} : { reference: without[1] }),
    }),
    without[1],
    figure('longest gap at the caller with them', gaps.on),
    figure('longest gap at the caller without', gaps.off),
  ];
}

export const captionsMeasure: Measure = { id: 'captions', title: 'Cost of captions', run };
