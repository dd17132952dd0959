import type { SpecialistSeat } from '#shared/seat/directory.ts';
import type { DeskState } from '../desk-state.ts';

const none: readonly SpecialistSeat[] = [];
const order = { free: 0, unknown: 1, busy: 2 } as const;

/** Seats of the directory with this tag, whoever can come at once first. */
export function specialistsFor(state: DeskState, tag: string | null): readonly SpecialistSeat[] {
  if (tag === null) return none;
  const found = state.seatDirectory?.seats.filter(({ tags }) => tags.includes(tag.toLowerCase())) ?? none;
  return found.toSorted((a, b) => order[a.state] - order[b.state]);
}
