import type { CueId } from '#shared/guidance/cue.ts';
import type { GuidanceLibrary } from '#shared/guidance/library.ts';
import { levelOf } from './tier.ts';

/**
 * What the decision tables decide on. The names are those that a bank writes in its tables (`assets/decision-tables/README.md`);
 * they may be added to, never renamed.
 */
export interface RiskFacts {
  /** Years; null when not on file. */
  readonly age: number | null;
  /** On the care flags, or 60 and over. */
  readonly elderly: boolean;
  readonly flags: readonly string[];
  /** Of the pending transaction, in whole units of its currency (yuan); 0 when there is none or it is not known. */
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
  /** A transaction waits to be decided. */
  readonly pending: boolean;
  /** What is known of the account, what was heard, what explains it, and all three together. */
  readonly account: readonly CueId[];
  readonly heard: readonly CueId[];
  readonly everyday: readonly CueId[];
  readonly cues: readonly CueId[];
  /** The playbook that a person opened, else the one that is named, else ''. */
  readonly playbook: string;
  /** Its tier as a level: 0 none … 4 critical. */
  readonly playbookLevel: number;
  /** Its share in the ranking, 0–1. */
  readonly score: number;
  /** Share of all scams together, 0–1. */
  readonly suspicion: number;
}

export const noFacts: RiskFacts = {
  age: null,
  elderly: false,
  flags: [],
  amount: 0,
  currency: 'CNY',
  pending: false,
  account: [],
  heard: [],
  everyday: [],
  cues: [],
  playbook: '',
  playbookLevel: 0,
  score: 0,
  suspicion: 0,
};

const elderlyFrom = 60;

export interface RiskInput {
  readonly age: number | null;
  readonly flags: readonly string[];
  readonly pending: { readonly amount: number; readonly currency: string } | null;
  readonly cues: readonly CueId[];
  readonly chosen: string | null;
  readonly ranking: {
    readonly named: string | null;
    readonly suspicion: number;
    readonly candidates: readonly { readonly playbookId: string; readonly score: number }[];
  };
}

/** Facts of one call. Cues outside the vocabulary are left out: no table can speak of them. */
export function riskFactsOf(
  input: RiskInput,
  library: Pick<GuidanceLibrary, 'cues' | 'playbooks'>,
): RiskFacts {
  const ticked = new Set(input.cues);
  const known = library.cues.filter(({ id }) => ticked.has(id));
  const of = (where: string): CueId[] => known.filter((cue) => cue.where === where).map(({ id }) => id);
  const playbook = input.chosen ?? input.ranking.named ?? '';
  const content = library.playbooks.find(({ id }) => id === playbook);
  return {
    age: input.age,
    elderly: input.flags.includes('elderly') || (input.age ?? 0) >= elderlyFrom,
    flags: input.flags,
    amount: input.pending?.amount ?? 0,
    currency: input.pending?.currency ?? 'CNY',
    pending: input.pending !== null,
    account: of('account'),
    heard: of('heard'),
    everyday: of('everyday'),
    cues: known.map(({ id }) => id),
    playbook,
    playbookLevel: content ? levelOf(content.tier) : 0,
    score: input.ranking.candidates.find((one) => one.playbookId === playbook)?.score ?? 0,
    suspicion: input.ranking.suspicion,
  };
}
