import { rankingSettings } from '#shared/guidance/ranking.ts';
import type { RankingSettings } from '#shared/guidance/ranking.ts';
import { judge, rankSketch } from './playbooks-score.ts';
import type { Judge, Judged } from './playbooks-score.ts';
import type { Sketch } from './playbooks-set.ts';

/** Everything that is chosen by figures: the weights are content, written from the field's facts. */
const grid: readonly RankingSettings[] = [12, 15, 18, 21].flatMap((headStart) =>
  [0, 0.2, 0.4, 0.6].flatMap((ticked) =>
    [0.7, 0.8, 0.9, 1].map((nameFrom) => ({ headStart, ticked, nameFrom })),
  ),
);

/** For each setting, which of the sketches it names right. Worked out once for all folds. */
const rightBy = (by: Judge, sketches: readonly Sketch[]): readonly (readonly boolean[])[] =>
  grid.map((settings) =>
    sketches.map((sketch) => (rankSketch({ ...by, settings }, sketch).named ?? 'none') === sketch.label),
  );

const distance = (one: RankingSettings): number =>
  Math.abs(one.headStart - rankingSettings.headStart) / 9 +
  Math.abs(one.ticked - rankingSettings.ticked) / 0.6 +
  Math.abs(one.nameFrom - rankingSettings.nameFrom) / 0.3;

/** The settings most right outside the fold; of equals those nearest the desk's own, so that chance does not choose. */
function bestOutside(
  right: readonly (readonly boolean[])[],
  isInFold: (index: number) => boolean,
): RankingSettings {
  const each = grid.map((settings, at) => ({
    settings,
    right: (right[at] ?? []).filter((isRight, index) => isRight && !isInFold(index)).length,
  }));
  return each.reduce((a, b) =>
    b.right > a.right || (b.right === a.right && distance(b.settings) < distance(a.settings)) ? b : a,
  ).settings;
}

export interface Folded {
  readonly judged: readonly Judged[];
  readonly chosen: readonly RankingSettings[];
}

/** Each fold is judged with settings chosen on the others only. Folds are taken in turn, so that each has something of every label. */
export async function foldedJudging(by: Judge, sketches: readonly Sketch[], count: number): Promise<Folded> {
  const judged: Judged[] = [];
  const chosen: RankingSettings[] = [];
  const right = rightBy(by, sketches);
  for (let fold = 0; fold < count; fold += 1) {
    const settings = bestOutside(right, (index) => index % count === fold);
    chosen.push(settings);
    for (const sketch of sketches.filter((_, index) => index % count === fold))
      judged.push(await judge({ ...by, settings }, sketch));
  }
  return { judged, chosen };
}
