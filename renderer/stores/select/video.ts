import type { CallSnapshot } from '#shared/call/contract.ts';
import { signTag, type SpecialistSeat } from '#shared/seat/tags.ts';
import type { DeskState } from '../desk-state.ts';
import { callersTalk } from './call.ts';

/** The caller's call while pictures can be added to it. */
export const picturedCall = (state: DeskState): CallSnapshot | null => callersTalk(state);

/** The middle shows pictures and slate: because there are pictures, or because the agent wants to write; until it is put away. */
export function videoShown(state: DeskState): boolean {
  const call = callersTalk(state);
  if (call === null) return false;
  const { slateFor } = state.view;
  if (slateFor?.callId === call.id) return slateFor.open;
  return call.video.state === 'on';
}

/** The sign seat that would be called: a free one first, else one of whom nobody tells. Null: none, or all are busy. */
export function signSeat(state: DeskState): SpecialistSeat | null {
  const seats = state.specialists?.seats.filter(({ tags }) => tags.includes(signTag)) ?? [];
  return seats.find((one) => one.state === 'free') ?? seats.find((one) => one.state === 'unknown') ?? null;
}
