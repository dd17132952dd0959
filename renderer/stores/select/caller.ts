import type { CareFlag } from '#shared/care/care-flag.ts';
import type { CareFlagState, CallerCard, CallerState } from '#shared/caller/contract.ts';
import type { Hold } from '#shared/control/contract.ts';
import type { DeskState } from '../desk-state.ts';

/** Memory of one answer by its one argument: a selector may build a list and still give the same one. */
function once<A, R>(make: (from: A) => R): (from: A) => R {
  let last: { readonly from: A; readonly result: R } | null = null;
  return (from) => {
    if (!last || !Object.is(last.from, from)) last = { from, result: make(from) };
    return last.result;
  };
}

const noFlags: readonly CareFlagState[] = [];
const activeOf = once(
  (caller: CallerState | null) => caller?.flags.filter((flag) => flag.lifted === null) ?? noFlags,
);

/** Flags in force, the most demanding first. A lifted one changes nothing on the desk. */
export const activeFlags = (state: DeskState): readonly CareFlagState[] => activeOf(state.caller);

export const hasFlag = (state: DeskState, flag: CareFlag): boolean =>
  activeFlags(state).some((one) => one.flag === flag);

/** The flag about which the caller has still to be asked whether the next call may know it. */
export const flagToKeep = (state: DeskState): CareFlag | null =>
  activeFlags(state).find(({ keep }) => keep === 'ask')?.flag ?? null;

/** Primary subtag of the language the caller is spoken to in: heard by the agent first, then on file. `zh` without the flag. */
export function callerLanguage(state: DeskState): string {
  const flag = activeFlags(state).find((one) => one.flag === 'foreignLanguage');
  if (!flag) return 'zh';
  const heard = flag.reasons.findLast((reason) => typeof reason.params['language'] === 'string');
  const tag = String(heard?.params['language'] ?? state.caller?.holder?.language ?? 'en');
  const primary = tag.toLowerCase().split('-')[0] ?? 'en';
  return primary === 'zh' ? 'en' : primary;
}

/** Cards in the order of the panel; Alt and the number holds the one at that place. */
export const cardAt = (state: DeskState, place: number): CallerCard | null =>
  state.caller?.cards[place - 1] ?? null;

const byCard = once((holds: readonly Hold[]) => {
  const newest = new Map<string, Hold>();
  // Newest first in the topic: the first of a card stands.
  for (const hold of holds) if (!newest.has(hold.cardId)) newest.set(hold.cardId, hold);
  return newest;
});
const noHolds: readonly Hold[] = [];

/**
 * The newest hold asked from this desk for a card. A finished one that is older than the look-up is history:
 * what the core said since is truer (it may have been released).
 */
export function holdOf(state: DeskState, cardId: string): Hold | null {
  const hold = byCard(state.control?.holds ?? noHolds).get(cardId) ?? null;
  const lookedUpAt = state.caller?.lookupStartedAt ?? 0;
  const finishedAt = hold?.answeredAt ?? hold?.failure?.at ?? null;
  return hold && finishedAt !== null && finishedAt < lookedUpAt ? null : hold;
}
