import { deskOf, type DeskAction, type DeskOfFlag } from '#shared/care/desk-actions.ts';
import type { WrongWords } from '#shared/care/wrong-words.ts';
import type { GuidanceLibrary } from '#shared/guidance/library.ts';
import type { CareFlagState } from '#shared/caller/contract.ts';
import type { DeskState } from '../desk-state.ts';
import { activeFlags } from './caller.ts';

interface Caring {
  readonly desk: DeskOfFlag;
  readonly wrong: readonly WrongWords[];
  readonly safety: GuidanceLibrary['careCards'][number]['safety'];
}

let last: {
  readonly flags: readonly CareFlagState[];
  readonly library: GuidanceLibrary | null;
  readonly caring: Caring;
} | null = null;

/** What the cards of the flags in force change together; the same object while neither changes. */
export function caring(state: DeskState): Caring {
  const flags = activeFlags(state);
  const { library } = state;
  if (last && last.flags === flags && last.library === library) return last.caring;
  const cards = flags.flatMap(({ flag }) => library?.careCards.find(({ id }) => id === flag) ?? []);
  const made: Caring = {
    desk: deskOf(cards.map(({ desk }) => desk)),
    wrong: cards.flatMap(({ wrong }) => wrong),
    safety: cards.flatMap(({ safety }) => safety),
  };
  last = { flags, library, caring: made };
  return made;
}

/** A flag of this caller speaks against it: a picture for somebody who cannot see, a message in a crisis. */
export const avoids = (state: DeskState, action: DeskAction): boolean =>
  caring(state).desk.avoid.includes(action);
