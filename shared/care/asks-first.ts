import type { CareFlag } from './care-flag-ids.ts';
import type { DeskAction } from './desk-actions.ts';

/** Acts on a call that some callers must not meet unasked (domain.md): hold music, a hand-over without a word, the end. */
export const askedActs = ['hold', 'blindTransfer', 'hangUp'] as const satisfies readonly DeskAction[];
export type AskedAct = (typeof askedActs)[number];

/** What asks first whatever a bank's content says, the gravest flag first: a card of conduct that was refused must not make anybody careless. */
const always: Readonly<Record<AskedAct, readonly CareFlag[]>> = {
  hold: ['crisis'],
  blindTransfer: ['crisis', 'distress', 'elderly'],
  hangUp: ['crisis'],
};

interface Card {
  readonly id: CareFlag;
  readonly desk: { readonly askFirst: readonly DeskAction[] };
}

/** The flag of this caller because of which the act is asked about first; null: it is done at once. Cards may add to it, never take away. */
export function asksFirst(act: AskedAct, flags: readonly string[], cards: readonly Card[]): CareFlag | null {
  const has = (flag: CareFlag): boolean => flags.includes(flag);
  const known = always[act].find(has);
  const added = cards.find(({ id, desk }) => has(id) && desk.askFirst.includes(act));
  return known ?? added?.id ?? null;
}
