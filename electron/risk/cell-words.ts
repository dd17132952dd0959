import { careFlagIds } from '#shared/care/care-flag.ts';
import { accountCueIds, everydayCueIds, heardCueIds } from '#shared/guidance/cue.ts';
import { derivedCueIds } from '#shared/guidance/derived-cues.ts';
import type { GuidanceLibrary } from '#shared/guidance/library.ts';
import { knownPlaybookIds } from '#shared/guidance/playbook.ts';
import { noFacts } from '#shared/risk/facts.ts';
import type { RiskFacts } from '#shared/risk/facts.ts';

/** Facts of a call that has something of everything: cells are tried on it, so that a wrong kind of comparison is found. */
export const sampleFacts: RiskFacts = {
  ...noFacts,
  age: 72,
  elderly: true,
  flags: ['elderly'],
  amount: 60_000,
  pending: true,
  account: ['newPayee'],
  heard: ['claimsSupport'],
  everyday: ['payeePaidBefore'],
  cues: ['newPayee', 'claimsSupport', 'payeePaidBefore'],
  playbook: 'fake-support-cover-expiry',
  playbookLevel: 4,
  score: 0.6,
  suspicion: 0.8,
};

/** Which words a text in a cell may be, by the fact its column asks about. A fact that is not here holds no text. */
export type CellWords = Readonly<Record<string, (text: string) => boolean>>;

/** The domain's ids and what the bank's own content adds. */
export function cellWords(library: Pick<GuidanceLibrary, 'cues' | 'playbooks'>): CellWords {
  const among =
    (...lists: readonly (readonly string[])[]) =>
    (text: string): boolean =>
      lists.some((list) => list.includes(text));
  const added = (where: string): string[] =>
    library.cues.filter((cue) => cue.where === where).map(({ id }) => id);
  const account = among(accountCueIds, derivedCueIds, added('account'));
  const heard = among(heardCueIds, added('heard'));
  const everyday = among(everydayCueIds, added('everyday'));
  return {
    account,
    heard,
    everyday,
    cues: (text) => account(text) || heard(text) || everyday(text),
    flags: among(careFlagIds),
    playbook: among(
      knownPlaybookIds,
      library.playbooks.map(({ id }) => id),
      [''],
    ),
    currency: (text) => /^[A-Z]{3}$/.test(text),
  };
}
