import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createClips } from '#electron/training/caller/clips.ts';
import { waitedAtDesk } from '#tests/support/media-ear.ts';
import { type Figure, figure } from '../figures.ts';
import type { Bench, Measure } from '../measure.ts';
import { memoryOf } from '../process-tree.ts';
import { type Rig, startRig } from '../rig.ts';

const stretchMs = 6_000;
const settlesMs = 4_000;
const roundsOf = { short: 1, long: 3 };
/** USER_HZ: what /proc counts processor time in, on every Linux there is. */
const ticksPerSecond = 100;

/** Processor seconds of a process, its threads included. */
function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** What happens to the voices beside the call. */
const ways = ['neither', 'measured', 'recorded', 'both'] as const;
type Way = (typeof ways)[number];

interface Taken {
  readonly share: number[];
  readonly bufferedMs: number[];
  readonly gapMs: number[];
  pssMb: number;
}
const nothingTaken = (): Taken => ({ share: [], bufferedMs: [], gapMs: [], pssMb: 0 });

const pidOfMedia = (rig: Rig): Promise<number> =>
  rig.desk.app.evaluate(
    ({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .map((one) => one.webContents)
        .find((one) => one.getURL().includes('/media/'))
        ?.getOSProcessId() ?? 0,
  );

/** One call, the caller speaking all the time; measured and not measured in turn. Whether it is recorded is the policy's. */
async function oneCall(
  rig: Rig,
  rounds: number,
  isRecorded: boolean,
  taken: Readonly<Record<Way, Taken>>,
): Promise<void> {
  const caller = rig.ring(rig.nextCustomer());
  await rig.inState('ringing');
  await rig.desk.page.keyboard.press('F2');
  await rig.inState('active');
  caller.mouth.loop(createClips(resolve(import.meta.dirname, '../../../assets')).get('case-3-12', '01'));
  const pid = await pidOfMedia(rig);
  for (let round = 0; round < rounds; round += 1)
    for (const isMeasured of [false, true]) {
      await rig.desk.send('settings/set', { key: 'audio.measures', value: isMeasured });
      await new Promise((done) => setTimeout(done, settlesMs));
      const into =
        taken[isRecorded ? (isMeasured ? 'both' : 'recorded') : isMeasured ? 'measured' : 'neither'];
      caller.markAudio();
      const [before, beganAt, began] = [await waitedAtDesk(rig.media), performance.now(), cpuSeconds(pid)];
      await new Promise((done) => setTimeout(done, stretchMs));
      into.share.push((100 * (cpuSeconds(pid) - began)) / ((performance.now() - beganAt) / 1_000));
      const after = await waitedAtDesk(rig.media);
      into.bufferedMs.push((1_000 * (after.bufferedS - before.bufferedS)) / (after.samples - before.samples));
      into.gapMs.push(caller.audio().maxGapMs);
      into.pssMb = memoryOf(pid)?.pssMb ?? 0;
    }
  caller.mouth.loop(null);
  await rig.finish(caller);
}

/** What the audio measures (C21) and the recording cost: processor time of the media window's process, and how long sound waits there. */
async function run(bench: Bench): Promise<(Figure | null)[]> {
  const taken: Record<Way, Taken> = {
    neither: nothingTaken(),
    measured: nothingTaken(),
    recorded: nothingTaken(),
    both: nothingTaken(),
  };
  const rounds = bench.size.short ? roundsOf.short : roundsOf.long;
  for (const isRecorded of [false, true]) {
    const policy = JSON.stringify({ 'recording.production': isRecorded });
    const rig = await startRig({ policy });
    try {
      await oneCall(rig, rounds, isRecorded, taken);
    } finally {
      await rig.dispose();
    }
  }
  bench.note(
    `${rounds} stretches of ${stretchMs / 1_000} s each way; with and without the measures in turn in one call, then the same in a recorded one; the caller speaks all the time. Memory of that process (PSS), MB: ${ways.map((way) => `${way} ${taken[way].pssMb.toFixed(0)}`).join(', ')}. A share is of one core.`,
  );
  const rows = (what: string, pick: (one: Taken) => number[], unit: '%' | 'ms', aim?: string) => {
    const reference = figure(`${what}, ${ways[0]}`, pick(taken.neither), { unit });
    return [
      reference,
      ...ways.slice(1).map((way) =>
        figure(`${what}, ${way}`, pick(taken[way]), {
          unit,
          ...(reference === null ? {} : { reference }),
          ...(aim === undefined ? {} : { aim }),
        }),
      ),
    ];
  };
  return [
    ...rows('media window, of one core', (one) => one.share, '%', 'less than 25 more'),
    ...rows('caller → agent: wait in the jitter buffer', (one) => one.bufferedMs, 'ms', 'unchanged'),
    ...rows('longest gap at the caller', (one) => one.gapMs, 'ms', 'unchanged'),
  ];
}

export const voicesMeasure: Measure = { id: 'voices', title: 'Cost of measures and recording', run };
