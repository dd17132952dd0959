import type { Page } from '@playwright/test';
import type { KnowledgeState } from '#shared/knowledge/contract.ts';
import { type Desk, signIn, startDesk } from '#tests/support/desk-app.ts';
import { appWithArticles } from '../articles.ts';
import { type Figure, figure } from '../figures.ts';
import { watchMain } from '../main-process.ts';
import type { Bench, Measure } from '../measure.ts';
import { type Least, watchWindow } from '../window.ts';

/** As agents type: initials, pinyin, words by an input method (one commit each), words and letters mixed. */
const queries: readonly (readonly string[])[] = [
  [...'gs'],
  [...'guashi'],
  [...'xyk'],
  [...'nianfei'],
  [...'cunzhe'],
  [...'duanxin'],
  ['挂失'],
  ['信用卡', '年费'],
  ['手机', '号', '变更'],
  ['转账', '限额'],
  ['存单', '到期'],
  ['老人', '上门'],
];
const field = 'input[data-place=atHand]';
/** The last change before so much rest is the answer: the desk's clock and the line's age are elsewhere. */
const quietMs = 60;

interface Typed {
  readonly changed: number;
  readonly shown: number;
  readonly drawn: number;
  readonly inMain: number | null;
}

async function enter(page: Page, text: string): Promise<void> {
  if (/^[a-z]$/.test(text)) await page.keyboard.press(text);
  else await page.keyboard.insertText(text);
}

async function type(desk: Desk, turns: number) {
  const { page } = desk;
  const window = await watchWindow(page);
  const main = await watchMain(desk.app);
  const typed: Typed[] = [];
  const least: Least[] = [];
  let unseen = 0;
  for (let turn = 0; turn < turns; turn++) {
    for (const query of queries) {
      await page.locator(field).fill('');
      await page.locator(field).focus();
      for (const text of query) {
        await new Promise((resolve) => setTimeout(resolve, 60 + Math.random() * 40));
        await main.forget();
        await window.follow(`.column-body:has(${field})`, quietMs);
        await enter(page, text);
        const painted = await window.settled();
        const pressedAt = await window.pressedAt();
        const { heardAt, servedAt } = await main.timesOf('knowledge/search', '');
        // Nothing changed, or nothing any more once the answer was there: the screen showed it before.
        if (painted === null || pressedAt === null || painted.drawn < (servedAt ?? 0)) unseen++;
        else
          typed.push({
            changed: painted.changed - pressedAt,
            shown: painted.next - pressedAt,
            drawn: painted.drawn - pressedAt,
            inMain: heardAt === null || servedAt === null ? null : servedAt - heardAt,
          });
      }
      least.push(await window.least());
    }
  }
  await main.dispose();
  return { typed, least, unseen };
}

const figures = (
  where: string,
  { typed, least }: Awaited<ReturnType<typeof type>>,
  aim: string,
): (Figure | null)[] => {
  const floor = figure(
    'a word with main and an empty frame',
    least.map(({ nextMs }) => nextMs),
  );
  const drawnFloor = figure(
    'the same, frame’s work done',
    least.map(({ drawnMs }) => drawnMs),
  );
  if (floor === null || drawnFloor === null) return [null];
  return [
    figure(
      `key → results painted, ${where}`,
      typed.map(({ drawn }) => drawn),
      { reference: drawnFloor, aim },
    ),
    figure(
      '… until the frame after it began',
      typed.map(({ shown }) => shown),
      { reference: floor },
    ),
    figure(
      '… until the answer was in the page',
      typed.map(({ changed }) => changed),
    ),
    figure(
      '… of it the search in main',
      typed.flatMap(({ inMain }) => inMain ?? []),
    ),
  ];
};

/** A large corpus on a desk of its own: the index is built in main as at any start. */
async function large(bench: Bench, count: number): Promise<(Figure | null)[]> {
  bench.progress(`writing ${count} articles`);
  const desk = await startDesk({ appFolder: appWithArticles(count) });
  try {
    await signIn(desk);
    const from = performance.now();
    await desk.app.evaluate(() => {
      const delay = process.getBuiltinModule('node:perf_hooks').monitorEventLoopDelay({ resolution: 2 });
      delay.enable();
      Reflect.set(globalThis, 'guardlineDelay', delay);
    });
    bench.progress('indexing them in the app');
    for (;;) {
      const { phase, articleCount, problems } = await desk.ask<KnowledgeState>('knowledge/state');
      if (phase === 'ready' && articleCount >= count) break;
      if (phase === 'ready')
        throw new Error(`only ${articleCount} of ${count} articles were taken: ${problems[0]?.reason ?? ''}`);
      if (performance.now() - from > 900_000)
        throw new Error(`${articleCount} of ${count} articles after 15 minutes`);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
    const seconds = (performance.now() - from) / 1_000;
    const delays = await desk.app.evaluate(() => {
      const delay = Reflect.get(globalThis, 'guardlineDelay') as {
        percentile(p: number): number;
        max: number;
      };
      return [delay.percentile(50) / 1e6, delay.percentile(99) / 1e6, delay.max / 1e6];
    });
    const [p50 = 0, p99 = 0, max = 0] = delays.map((ms) => Math.round(ms));
    bench.note(
      `${count} articles were indexed in ${seconds.toFixed(0)} s (first start with them). Meanwhile main's event loop was late by ${p50} ms (p50), ${p99} ms (p99), ${max} ms (longest).`,
    );
    const result = await type(desk, 3);
    return figures(`${count} articles`, result, 'p95 ≤ 16');
  } finally {
    await desk.close();
  }
}

async function run(bench: Bench) {
  const rig = await bench.rig();
  const small = await type(rig.desk, bench.size.short ? 1 : 4);
  bench.note(
    'From the key’s event time (for Chinese: the input method’s commit) to the last frame in which anything of the search panel changed. Keys 60–100 ms apart.',
  );
  if (small.unseen > 0)
    bench.note(`${small.unseen} keys changed nothing on the screen (same answer as before).`);
  const shipped = figures('shipped articles', small, 'p95 ≤ 16');
  const { articles } = bench.size;
  return articles === 0 ? shipped : [...shipped, ...(await large(bench, articles))];
}

export const knowledgeMeasure: Measure = { id: 'knowledge', title: 'Keystroke to results', run };
