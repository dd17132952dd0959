import type { WorkState } from './contract.ts';

/**
 * Work state of a seat.
 *
 *   notReady ⇄ ready ─→ ringing ─→ talking ─→ wrapUp ─→ ready | notReady
 *      └────────────────→┘  └→ ready | notReady (nobody answered)
 *   ready | notReady ─→ talking   (a call the agent dialled)
 *   ringing ─→ wrapUp (an earlier call's, that was put off by this one)
 *   talking ─→ ringing (one call ended, a second still rings) · talking ─→ ready | notReady (a call that owes no wrap-up)
 *   wrapUp ─→ wrapUp (the next of two) · wrapUp ─→ talking (a caller who was lost is called back; the wrap-up waits)
 */
const next: Readonly<Record<WorkState, readonly WorkState[]>> = {
  notReady: ['ready', 'notReady', 'ringing', 'talking'],
  ready: ['notReady', 'ready', 'ringing', 'talking'],
  ringing: ['talking', 'ready', 'notReady', 'wrapUp'],
  talking: ['wrapUp', 'ringing', 'ready', 'notReady'],
  wrapUp: ['ready', 'notReady', 'wrapUp', 'talking'],
};

/** Returns the new state; an illegal step is a bug and throws. */
export function seatStep(from: WorkState, to: WorkState): WorkState {
  if (!next[from].includes(to)) throw new Error(`illegal seat step ${from} → ${to}`);
  return to;
}
