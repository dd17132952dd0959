import type { CueId } from './cue.ts';
import { ageCueIds, alwaysKnownCueIds } from './derived-cues.ts';
import type { GuidanceLibrary } from './library.ts';
import type { Candidate, CuePoints, Everyday } from './state.ts';
import { weighingOf } from './weighing.ts';
import type { Kind, Weighing } from './weighing.ts';

/** The few figures of the ranking that are not content. `npm run eval:playbooks -- --folds 5` chooses them anew on parts of the set. */
export interface RankingSettings {
  /** Points that everyday calls have ahead of every single scam before anything is known: most calls are everyday calls. */
  readonly headStart: number;
  /** Of 1: how much of what comes up in a call is ticked. What is not ticked speaks a little against a kind that usually shows it. */
  readonly ticked: number;
  /** A pattern is named when the share of all scams and the share of the best of them add up to this: sure of a scam, or of which. */
  readonly nameFrom: number;
}

export const rankingSettings: RankingSettings = {
  headStart: 17,
  ticked: 0.2,
  nameFrom: 0.85,
};

export interface Ranking {
  /** The playbook to name first, or null: nothing here that an everyday call would not show as well. */
  readonly named: string | null;
  /** Share of all scams together, 0–1: what is left of 1 goes to everyday calls. */
  readonly suspicion: number;
  /** Best first, each with at least one cue that speaks for it. Scores with `everyday.score` sum to 1. */
  readonly candidates: readonly Candidate[];
  readonly everyday: Everyday;
}

/** One decimal: what the screen shows is what was compared. */
const tenth = (value: number): number => Math.round(value * 10) / 10;
const hundredth = (value: number): number => Math.round(value * 100) / 100;

/** A factor as points: 10 points are ten times as often, 3 points twice, −10 a tenth. */
const pointsOf = (factor: number): number => 10 * Math.log10(factor);
const factorOf = (points: number): number => 10 ** (points / 10);

interface Scored {
  readonly kind: Kind;
  readonly points: number;
  readonly matched: readonly CuePoints[];
  readonly lowered: readonly CuePoints[];
  readonly missing: number;
}

/** What is ticked, and what could have been: age is known or not, and everyday explanations are not waited for. */
interface Evidence {
  readonly cues: readonly CueId[];
  readonly notTicked: readonly CueId[];
}

function evidenceOf(library: Pick<GuidanceLibrary, 'cues'>, tickedCues: readonly CueId[]): Evidence {
  const ticked = new Set(tickedCues);
  return {
    cues: library.cues.filter(({ id }) => ticked.has(id)).map(({ id }) => id),
    notTicked: library.cues
      .filter(({ id, where }) => !ticked.has(id) && where !== 'everyday' && !ageCueIds.includes(id))
      .map(({ id }) => id),
  };
}

/** Points, never above 0 by much, for what a kind of call usually shows and this one does not. */
function missingPoints(kind: Kind, { notTicked }: Evidence, weighing: Weighing, ticked: number): number {
  const left = (cueId: CueId, share: number): number =>
    1 - (alwaysKnownCueIds.includes(cueId) ? 1 : ticked) * share;
  return pointsOf(
    notTicked.reduce(
      (product, cueId) => (product * left(cueId, kind.of(cueId))) / left(cueId, weighing.usual(cueId)),
      1,
    ),
  );
}

/** What each cue does to one scam: how much more often it comes up there than in an everyday call. */
function scored(kind: Kind, evidence: Evidence, weighing: Weighing, ticked: number): Scored {
  const each = evidence.cues
    .map((cueId) => ({ cueId, points: tenth(pointsOf(kind.of(cueId) / weighing.usual(cueId))) }))
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points) || (a.cueId < b.cueId ? -1 : 1));
  const missing = tenth(missingPoints(kind, evidence, weighing, ticked));
  return {
    kind,
    points: tenth(each.reduce((sum, one) => sum + one.points, missing)),
    matched: each.filter((one) => one.points > 0),
    lowered: each.filter((one) => one.points < 0),
    missing,
  };
}

interface Explained {
  readonly points: number;
  readonly patternId: string;
}

/** How well everyday calls explain the cues, on the same scale, and which matter explains them best. */
function everydayOf(evidence: Evidence, weighing: Weighing, ticked: number): Explained {
  const each = weighing.everyday.map((one) => ({
    id: one.id,
    factor: evidence.cues.reduce(
      (product, cueId) => (product * one.of(cueId)) / weighing.usual(cueId),
      one.share * factorOf(missingPoints(one, evidence, weighing, ticked)),
    ),
  }));
  const best = each.reduce((a, b) => (b.factor > a.factor ? b : a));
  return { points: tenth(pointsOf(each.reduce((sum, one) => sum + one.factor, 0))), patternId: best.id };
}

/**
 * Candidates for what is ticked, best first: naive Bayes over the content's own levels, as points that add up. A playbook's `points`
 * are the sum of `matched`, `lowered` and `missing`; everyday calls have theirs plus `headStart`; a score is its share of all of them together.
 * Equal points stand by id, so that nothing moves without a cause. Cues outside the vocabulary say nothing. `today` is `YYYY-MM-DD`:
 * a playbook not in force yet is not offered.
 */
export function rankPlaybooks(
  library: Pick<GuidanceLibrary, 'playbooks' | 'cues' | 'everyday'>,
  tickedCues: readonly CueId[],
  today: string,
  settings: RankingSettings = rankingSettings,
): Ranking {
  const evidence = evidenceOf(library, tickedCues);
  const inForce = library.playbooks.filter((playbook) => playbook.effectiveFrom <= today);
  const weighing = weighingOf(inForce, library.cues, library.everyday);
  const everyday = everydayOf(evidence, weighing, settings.ticked);
  const all = weighing.scams
    .map((kind) => scored(kind, evidence, weighing, settings.ticked))
    .sort((a, b) => b.points - a.points || (a.kind.id < b.kind.id ? -1 : 1));
  const everydayShare = factorOf(everyday.points + settings.headStart);
  const shares = all.map((one) => factorOf(one.points));
  const total = shares.reduce((sum, one) => sum + one, everydayShare);
  const suspicion = hundredth(1 - everydayShare / total);
  const candidates = all.flatMap(({ kind, points, matched, lowered, missing }, index): Candidate[] =>
    matched.length === 0
      ? []
      : [
          {
            playbookId: kind.id,
            score: hundredth((shares[index] ?? 0) / total),
            points,
            matched: [...matched],
            lowered: [...lowered],
            missing,
          },
        ],
  );
  const best = candidates[0];
  const isNamed = best && suspicion + best.score >= settings.nameFrom;
  return {
    named: isNamed ? best.playbookId : null,
    suspicion,
    candidates,
    everyday: {
      score: hundredth(everydayShare / total),
      points: everyday.points,
      patternId: everyday.patternId,
    },
  };
}
