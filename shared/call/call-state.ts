/**
 * The life of one call at the desk (domain.md, call states).
 *
 *   incoming:  ringing ─→ connecting ─→ active ⇄ held
 *   outgoing:  dialing ─→ connecting ─→ active ⇄ held
 *   every state ─→ ended (which is final; wrap-up belongs to the seat)
 *
 * `ringing`     INVITE received, 180 sent, nobody has answered
 * `dialing`     our INVITE is out, the far end may be ringing
 * `connecting`  answered, signalling or media not yet up
 * `active`      both directions open
 * `held`        we have put the caller on hold (RFC 3264 sendonly)
 */
export type CallState = 'ringing' | 'dialing' | 'connecting' | 'active' | 'held' | 'ended';

export const callStates = ['ringing', 'dialing', 'connecting', 'active', 'held', 'ended'] as const;

const next: Readonly<Record<CallState, readonly CallState[]>> = {
  ringing: ['connecting', 'ended'],
  dialing: ['connecting', 'active', 'ended'],
  connecting: ['active', 'held', 'ended'],
  active: ['held', 'ended'],
  held: ['active', 'ended'],
  ended: [],
};

/** Returns the new state; an illegal step is a bug and throws. */
export function callStep(from: CallState, to: CallState): CallState {
  if (!next[from].includes(to)) throw new Error(`illegal call step ${from} → ${to}`);
  return to;
}

/** True while the call occupies the line. */
export const isLive = (state: CallState): boolean => state !== 'ended';
