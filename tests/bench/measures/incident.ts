import type { IncidentState } from '#shared/incident/contract.ts';
import { sampleList } from '#shared/incident/sample-list.ts';
import { type Desk, signIn, startDesk } from '#tests/support/desk-app.ts';
import { figure } from '../figures.ts';
import type { Bench, Measure } from '../measure.ts';

const until = async <T>(ask: () => Promise<T | null>): Promise<T> => {
  for (let turn = 0; turn < 6_000; turn += 1) {
    const found = await ask();
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('it did not come to it within ten minutes');
};

const incidentOf = async (desk: Desk) => (await desk.ask<IncidentState>('incident/state')).current;

async function inPhase(desk: Desk, phase: string): Promise<NonNullable<IncidentState['current']>> {
  return until(async () => {
    const current = await incidentOf(desk);
    return current?.phase === phase ? current : null;
  });
}

/** Who is at the desk changes, as two persons at one machine would. */
async function signOver(desk: Desk, role: 'teamLead' | 'trainer'): Promise<void> {
  await desk.send('access/sign-out', {});
  await signIn(desk, role);
}

/** A letter typed into the knowledge search: from the key's event to the end of the frame that shows it. */
async function typeOnce(desk: Desk): Promise<number> {
  return desk.page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const field = document.querySelector<HTMLInputElement>('input[type=search]');
        field?.focus();
        window.addEventListener(
          'keydown',
          (event) =>
            requestAnimationFrame(() => {
              const channel = new MessageChannel();
              channel.port1.addEventListener('message', () => resolve(performance.now() - event.timeStamp), {
                once: true,
              });
              channel.port1.start();
              channel.port2.postMessage(null);
            }),
          { once: true, capture: true },
        );
        (window as unknown as { typeReady?: boolean }).typeReady = true;
      }),
  );
}

async function inputDelays(desk: Desk, times: number): Promise<number[]> {
  const delays: number[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    const seen = typeOnce(desk);
    await desk.page.waitForFunction(() => (window as unknown as { typeReady?: boolean }).typeReady === true);
    await desk.page.evaluate(() => void delete (window as unknown as { typeReady?: boolean }).typeReady);
    await desk.page.keyboard.press('a');
    delays.push(await seen);
    await desk.page.keyboard.press('Backspace');
    await new Promise((resolve) => setTimeout(resolve, 60 + Math.random() * 60));
  }
  return delays;
}

/** Ten thousand cards, out of the box: the sandbox core in its own process, a synced journal entry a card. */
async function run(bench: Bench) {
  const cards = bench.size.short ? 300 : 10_000;
  const desk = await startDesk();
  try {
    await signIn(desk, 'teamLead');
    await until(async () => ((await incidentOf(desk)) === null ? true : null));
    const readAt = performance.now();
    await desk.send('incident/draft', { name: 'bench', reason: 'bench', list: sampleList(cards) });
    const ready = await inPhase(desk, 'ready');
    const checkedMs = performance.now() - readAt;
    await desk.send('incident/submit', { incidentId: ready.incidentId });
    await desk.page.keyboard.press('Control+2');
    await desk.page.locator('input[type=search]').waitFor();
    const calm = await inputDelays(desk, bench.size.short ? 5 : 60);
    await signOver(desk, 'trainer');
    await desk.page.keyboard.press('Control+2');
    await desk.page.locator('input[type=search]').waitFor();
    await desk.send('incident/confirm', { incidentId: ready.incidentId, cards: ready.counts.open });
    const busy: number[] = [];
    while ((await incidentOf(desk))?.phase === 'running' && busy.length < 600)
      busy.push(...(await inputDelays(desk, 5)));
    const done = await inPhase(desk, 'done');
    const heldMs = (done.endedAt ?? 0) - (done.startedAt ?? 0);
    bench.note(
      `${done.counts.confirmed} cards with a receipt of ${ready.counts.open}, ${done.counts.failed} failed. The published yardstick is about 1,000 cards in 15 minutes (case 3.19). The core is the sandbox, which syncs its journal for every card.`,
    );
    const before = figure('the same before it ran', calm);
    return [
      figure('list of cards read, kept and checked at the core', [checkedMs]),
      figure(
        `${done.counts.confirmed} cards held: the second person’s word → the last receipt on disk`,
        [heldMs],
        {
          aim: '10,000 under 60,000',
        },
      ),
      figure('cards a second', [done.counts.confirmed / (heldMs / 1000)], { unit: '' }),
      figure('a key in the search meanwhile → its frame done', busy, {
        ...(before === null ? {} : { reference: before }),
        aim: 'p95 ≤ 50',
      }),
      before,
    ];
  } finally {
    await desk.close();
  }
}

export const incidentMeasure: Measure = { id: 'incident', title: 'Bulk hold', run };
