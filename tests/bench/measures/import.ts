import type { KnowledgeState } from '#shared/knowledge/contract.ts';
import { addArticles, appWithArticles } from '../articles.ts';
import { figure } from '../figures.ts';
import type { Bench, Measure } from '../measure.ts';
import { type Rig, startRig } from '../rig.ts';
import { watchWindow } from '../window.ts';
import { pop } from './screen-pop.ts';

/** Rings while a large corpus is read and then written: enough to reach well into the writing. */
const rings = 150;
const ringsAtRest = 15;

async function pops(rig: Rig, most: number, goOn: () => Promise<boolean>): Promise<number[]> {
  const window = await watchWindow(rig.desk.page);
  await pop(rig, window);
  const panel: number[] = [];
  for (let turn = 0; turn < most && (await goOn()); turn += 1) panel.push(...(await pop(rig, window)).panel);
  return panel;
}

/** INVITE → panel on a desk that takes in `articles` articles, against the same at rest, in the same run. */
async function run(bench: Bench) {
  const { articles } = bench.size;
  if (articles === 0) {
    bench.note('Only with --articles N.');
    return [];
  }
  const atRest = figure(
    'INVITE → panel, nothing else going on',
    await pops(await bench.rig(), ringsAtRest, async () => true),
  );
  const folder = appWithArticles(0);
  bench.progress(`writing ${articles} articles`);
  const rig = await startRig({ appFolder: folder }, () => addArticles(folder, articles));
  try {
    const state = (): Promise<KnowledgeState> => rig.desk.ask<KnowledgeState>('knowledge/state');
    const during = await pops(rig, rings, async () => (await state()).phase !== 'ready');
    const { articleCount, phase } = await state();
    bench.note(`At the last ring ${articleCount} of ${articles} articles were indexed (${phase}).`);
    if (atRest === null) return [null];
    return [
      figure(`INVITE → panel while ${articles} articles are imported`, during, {
        reference: atRest,
        aim: 'p95 ≤ 50',
      }),
      atRest,
    ];
  } finally {
    await rig.dispose();
  }
}

export const importMeasure: Measure = { id: 'import', title: 'A ring during an import', run };
