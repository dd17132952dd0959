import type { CallSnapshot } from '#shared/call/contract.ts';
import type { DeskState } from '../desk-state.ts';

/** The one in front, otherwise the last that is still kept. */
const frontOf = (calls: readonly CallSnapshot[]): CallSnapshot | null =>
  calls.find(({ front }) => front) ??
  calls.findLast(({ state }) => state !== 'ended') ??
  calls.at(-1) ??
  null;

/** The caller's call among these: the one in front, or the one it is a consultation about. */
export function callersCallOf(calls: readonly CallSnapshot[]): CallSnapshot | null {
  const front = frontOf(calls);
  if (front === null || front.consultFor === null) return front;
  return calls.find(({ id }) => id === front.consultFor) ?? front;
}

/** The call the bar shows and the keys act on. */
export const currentCall = (state: DeskState): CallSnapshot | null => frontOf(state.calls?.calls ?? []);

/** The caller's call: the panel, the guidance, the text and the note are of it, also while a colleague is asked. */
export const callersCall = (state: DeskState): CallSnapshot | null => callersCallOf(state.calls?.calls ?? []);

/** The caller's call while it occupies a line. */
export function callersLive(state: DeskState): CallSnapshot | null {
  const call = callersCall(state);
  return call && call.state !== 'ended' ? call : null;
}

/** The caller's call once somebody can be heard. */
export function callersTalk(state: DeskState): CallSnapshot | null {
  const call = callersLive(state);
  return call && (call.state === 'active' || call.state === 'held') ? call : null;
}

/** The live calls behind the one in front, oldest first. */
export function otherCalls(state: DeskState): readonly CallSnapshot[] {
  const front = currentCall(state);
  return (state.calls?.calls ?? []).filter((call) => call.state !== 'ended' && call.id !== front?.id);
}

/** A second call that rings while another is in front. */
export const waitingCall = (state: DeskState): CallSnapshot | null =>
  otherCalls(state).find((call) => call.state === 'ringing') ?? null;

/** The other call of a consultation, a swap or a conference: answered, and not the one in front. */
export const otherTalk = (state: DeskState): CallSnapshot | null =>
  otherCalls(state).find((call) => call.state === 'active' || call.state === 'held') ?? null;

/** A call to a colleague that is not answered yet, behind the one in front. */
export const otherDialing = (state: DeskState): CallSnapshot | null =>
  otherCalls(state).find((call) => call.state === 'dialing' || call.state === 'connecting') ?? null;

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
  | 'consulting'
  | 'conferenced'
  | 'handingOver'
  | 'notReady'
  | 'ready'
  | 'ringing'
  | 'dialing'
  | 'connecting'
  | 'active'
  | 'held'
  | 'ended'
  | 'wrapUp';

/** A transfer that has begun and of which the end is not known yet. */
export const isHandingOver = ({ transfer }: CallSnapshot): boolean =>
  transfer !== null && transfer.state !== 'failed' && transfer.state !== 'done';

/** What lies beside `active` (domain.md): asking a colleague, three on the line, on the way to somebody else. */
function livePhase(live: CallSnapshot): DeskPhase {
  if (live.state !== 'active' && live.state !== 'held') return live.state;
  if (isHandingOver(live)) return 'handingOver';
  if (live.conferenced) return 'conferenced';
  return live.consultFor !== null && live.state === 'active' ? 'consulting' : live.state;
}

export function deskPhase(state: DeskState): DeskPhase {
  const live = liveCall(state);
  if (live) return livePhase(live);
  if (state.seat?.wrapUp) return 'wrapUp';
  // A call that ended unanswered leaves no wrap-up: the seat's own state says what is next.
  return state.seat?.work === 'ready' ? 'ready' : 'notReady';
}
