import type { RecordedCall } from '#shared/recording/contract.ts';
import type { DeskState } from '../desk-state.ts';
import { callersLive } from './call.ts';

/** The recording of the caller's call, while it is under way; null: none is, or none has begun yet. */
export function recordedCall(state: DeskState): RecordedCall | null {
  const call = callersLive(state);
  const one = state.recording?.calls.find(({ callId }) => callId === call?.id);
  return one === undefined || one.state === 'starting' ? null : one;
}

/** Whose recordings whoever is here may open. */
export const mayListen = (state: DeskState): boolean => {
  const role = state.access?.person?.role;
  if (role === undefined) return false;
  return role !== 'agent' || state.settings?.values['recording.agentsListen'] === true;
};
