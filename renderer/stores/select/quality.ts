import type { QualityLine, QualityState } from '#shared/quality/state.ts';
import type { DeskState } from '../desk-state.ts';
import { currentCall, talkingCall } from './call.ts';

/** The check of the call on the screen; null between calls and while no content asks for anything. */
export function qualityUp(state: DeskState): QualityState | null {
  const { quality } = state;
  return quality && quality.lines.length > 0 && quality.callId === currentCall(state)?.id ? quality : null;
}

/** What to say or do next: the first that is not done, in the order of the call. Only while somebody can be heard. */
export const nextRequired = (state: DeskState): QualityLine | null =>
  talkingCall(state) === null ? null : (qualityUp(state)?.lines.find(({ done }) => done === null) ?? null);

export const qualityDone = (state: DeskState): number =>
  qualityUp(state)?.lines.filter(({ done }) => done !== null).length ?? 0;

export const qualityTotal = (state: DeskState): number => qualityUp(state)?.lines.length ?? 0;
