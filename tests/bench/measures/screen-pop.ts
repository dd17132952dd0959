import { figure } from '../figures.ts';
import type { Bench, Measure } from '../measure.ts';
import type { Rig } from '../rig.ts';
import { type Least, type Stages, watchWindow } from '../window.ts';
import type { BenchCustomer } from '../customers.ts';

const stagesOf = ({ name, tail, cards }: BenchCustomer): Stages => {
  const bar = { selector: '.bar-who', text: `****${tail}` };
  return {
    ring: [bar],
    panel: [
      bar,
      { selector: '.bar-who .name', text: name },
      { selector: '.bar-flags [data-flag=elderly]' },
      { selector: '[data-place=caller] .pairs', text: name },
      { selector: '[data-place=caller] .care-card[data-flag=elderly]' },
    ],
    cards: [{ selector: `[data-place=caller] [data-card="${cards[0]?.id ?? ''}"] .number` }],
  };
};

/** One caller who rings and thinks better of it. Milliseconds from the INVITE on the wire. */
export async function pop(rig: Rig, window: Awaited<ReturnType<typeof watchWindow>>) {
  const customer = rig.nextCustomer();
  await window.watch(stagesOf(customer));
  // Not in step with the screen's frames.
  await new Promise((resolve) => setTimeout(resolve, 150 + Math.random() * 50));
  const caller = rig.ring(customer);
  const seen = await window.seen();
  const invitedAt = rig.wire.lastInviteAt();
  caller.hangUp();
  await rig.inState('none', 'ended');
  const after = (stage: string, end: 'changed' | 'drawn' | 'next'): number[] => {
    const painted = seen[stage];
    return painted ? [painted[end] - invitedAt] : [];
  };
  return {
    ring: after('ring', 'next'),
    drawn: after('panel', 'drawn'),
    changed: after('panel', 'changed'),
    panel: after('panel', 'next'),
    cards: after('cards', 'next'),
  };
}

async function run(bench: Bench) {
  const rig = await bench.rig();
  const window = await watchWindow(rig.desk.page);
  // The first caller finds everything cold; that is a figure of its own.
  const first = await pop(rig, window);
  const pops = [];
  const least: Least[] = [];
  for (let turn = 0; turn < bench.size.calls; turn++) {
    pops.push(await pop(rig, window));
    least.push(await window.least());
  }
  bench.note(
    'From the INVITE handed to the socket (by the exchange, in the test’s process) to the begin of the frame after the one that shows it; the core is asked over real HTTP. Every caller is new to the desk.',
  );
  const floor = figure(
    'a word with main and an empty frame',
    least.map(({ nextMs }) => nextMs),
  );
  if (floor === null) return [null];
  return [
    figure(
      'INVITE → name, number, care flag in bar and panel',
      pops.flatMap(({ panel }) => panel),
      {
        reference: floor,
        aim: 'p95 ≤ 50',
      },
    ),
    figure(
      'the same, until the frame’s own work was done',
      pops.flatMap(({ drawn }) => drawn),
      { reference: floor },
    ),
    figure(
      'the same, until it was in the page',
      pops.flatMap(({ changed }) => changed),
    ),
    figure(
      'INVITE → ring and number painted',
      pops.flatMap(({ ring }) => ring),
      { reference: floor },
    ),
    figure(
      'INVITE → cards with their hold painted',
      pops.flatMap(({ cards }) => cards),
      { reference: floor },
    ),
    figure('the first caller after the start', first.panel, { reference: floor }),
    floor,
  ];
}

export const screenPopMeasure: Measure = { id: 'screen-pop', title: 'Screen pop', run };
