import type { Decide } from '#electron/risk/decision.ts';
import { derivedCues } from '#shared/guidance/derived-cues.ts';
import type { GuidanceLibrary } from '#shared/guidance/library.ts';
import { rankPlaybooks, rankingSettings } from '#shared/guidance/ranking.ts';
import type { Ranking, RankingSettings } from '#shared/guidance/ranking.ts';
import { riskFactsOf } from '#shared/risk/facts.ts';
import type { FiredRow } from '#shared/risk/state.ts';
import { assessedTiers, levelOf } from '#shared/risk/tier.ts';
import type { AssessedTier } from '#shared/risk/tier.ts';
import type { Sketch } from './playbooks-set.ts';

/** All content is in force: a set is about patterns, not about dates. */
const today = '9999-12-31';

/** What the desk would have said of one sketch. */
export interface Judged {
  readonly sketch: Sketch;
  readonly ranking: Ranking;
  /** The playbook named, or `none`. */
  readonly label: string;
  readonly tier: AssessedTier | 'unknown';
  readonly rows: readonly FiredRow[];
  /** Cue ids that no vocabulary has; they change nothing. */
  readonly strangers: readonly string[];
}

export interface Judge {
  readonly library: GuidanceLibrary;
  /** null: the rule engine is not on this machine, tiers are unknown. */
  readonly decide: Decide | null;
  readonly settings?: RankingSettings;
}

const cuesOf = ({ account, heard, caller, amount }: Sketch): readonly string[] => [
  ...account,
  ...heard,
  ...derivedCues({ ...caller, pending: (amount ?? 0) > 0 }),
];

export const rankSketch = ({ library, settings }: Judge, sketch: Sketch): Ranking =>
  rankPlaybooks(library, cuesOf(sketch), today, settings ?? rankingSettings);

/** The same path as on the desk: cues → ranking → facts → tables. The amount is that of the pending transaction. */
export async function judge(by: Judge, sketch: Sketch): Promise<Judged> {
  const ranking = rankSketch(by, sketch);
  const known = new Set(by.library.cues.map(({ id }) => id));
  const amount = sketch.amount ?? 0;
  const facts = riskFactsOf(
    {
      ...sketch.caller,
      pending: amount > 0 ? { amount, currency: 'CNY' } : null,
      cues: cuesOf(sketch),
      chosen: null,
      ranking,
    },
    by.library,
  );
  const decision = await by.decide?.(facts);
  return {
    sketch,
    ranking,
    label: ranking.named ?? 'none',
    tier: decision?.tier ?? 'unknown',
    rows: decision?.rows ?? [],
    strangers: [...sketch.account, ...sketch.heard].filter((id) => !known.has(id)),
  };
}

/** Whether the label stands first, in the first three, or further down. For `none` its place is by its share, like any other. */
export function placeOf({ sketch, ranking, label }: Judged): number {
  if (label === sketch.label) return 1;
  const shares = [
    ...ranking.candidates.map(({ playbookId, score }) => ({ id: playbookId, score })),
    { id: 'none', score: ranking.everyday.score },
  ].sort((a, b) => b.score - a.score);
  const others = shares.filter(({ id }) => id !== label);
  const place = [label, ...others.map(({ id }) => id)].indexOf(sketch.label);
  return place < 0 ? Number.POSITIVE_INFINITY : place + 1;
}

/** Right, or one step stricter than the set asks. */
export function isTierGood({ sketch, tier }: Judged): boolean {
  if (tier === 'unknown') return false;
  const stricter = levelOf(tier) - levelOf(sketch.tier);
  return stricter === 0 || stricter === 1;
}

/** An everyday call that is called a scam, or taken as seriously as one. */
export const isFalseAlarm = ({ sketch, label, tier }: Judged): boolean =>
  sketch.label === 'none' && (label !== 'none' || tier === 'high' || tier === 'critical');

export interface Score {
  readonly calls: number;
  readonly scams: number;
  readonly everyday: number;
  readonly top1: number;
  readonly top3: number;
  readonly scamTop1: number;
  readonly scamTop3: number;
  readonly tier: number;
  readonly falseAlarms: number;
}

const share = (count: number, of: number): number => (of === 0 ? 1 : count / of);

export function scoreOf(judged: readonly Judged[]): Score {
  const scams = judged.filter(({ sketch }) => sketch.label !== 'none');
  const everyday = judged.length - scams.length;
  const within = (some: readonly Judged[], place: number): number =>
    share(some.filter((one) => placeOf(one) <= place).length, some.length);
  return {
    calls: judged.length,
    scams: scams.length,
    everyday,
    top1: within(judged, 1),
    top3: within(judged, 3),
    scamTop1: within(scams, 1),
    scamTop3: within(scams, 3),
    tier: share(judged.filter(isTierGood).length, judged.length),
    falseAlarms: everyday === 0 ? 0 : judged.filter(isFalseAlarm).length / everyday,
  };
}

export const tierNames: readonly string[] = assessedTiers;
