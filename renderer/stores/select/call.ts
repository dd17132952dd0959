import type { CallSnapshot } from '#shared/call/contract.ts';
import type { DeskState } from '../desk-state.ts';

/** The call the bar shows: the newest live one, otherwise the last ended one that is still kept. */
export function currentCall(state: DeskState): CallSnapshot | null {
  const calls = state.calls?.calls ?? [];
  return calls.findLast((call) => call.state !== 'ended') ?? calls.at(-1) ?? null;
}

/** The current call while it occupies the line. */
export function liveCall(state: DeskState): CallSnapshot | null {
  const call = currentCall(state);
  return call && call.state !== 'ended' ? call : null;
}

/** The live call once somebody can be heard. */
export function talkingCall(state: DeskState): CallSnapshot | null {
  const call = liveCall(state);
  return call && (call.state === 'active' || call.state === 'held') ? call : null;
}

export const ringingCall = (state: DeskState): CallSnapshot | null => {
  const call = liveCall(state);
  return call?.state === 'ringing' ? call : null;
};

/** What the bar, and so the whole screen, is in. */
export type DeskPhase =
  'notReady' | 'ready' | 'ringing' | 'dialing' | 'connecting' | 'active' | 'held' | 'ended' | 'wrapUp';

export function deskPhase(state: DeskState): DeskPhase {
  const live = liveCall(state);
  if (live) return live.state;
  if (state.seat?.wrapUp) return 'wrapUp';
  // A call that ended unanswered leaves no wrap-up: the seat's own state says what is next.
  return state.seat?.work === 'ready' ? 'ready' : 'notReady';
}
