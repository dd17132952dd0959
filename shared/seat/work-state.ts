import type { WorkState } from './contract.ts';

/**
 * Work state of a seat.
 *
 *   notReady ⇄ ready ─→ ringing ─→ talking ─→ wrapUp ─→ ready | notReady
 *      └────────────────→┘  └→ ready | notReady (nobody answered)
 *   ready | notReady ─→ talking   (a call the agent dialled)
 */
const next: Readonly<Record<WorkState, readonly WorkState[]>> = {
  notReady: ['ready', 'notReady', 'ringing', 'talking'],
  ready: ['notReady', 'ready', 'ringing', 'talking'],
  ringing: ['talking', 'ready', 'notReady'],
  talking: ['wrapUp'],
  wrapUp: ['ready', 'notReady'],
};

/** Returns the new state; an illegal step is a bug and throws. */
export function seatStep(from: WorkState, to: WorkState): WorkState {
  if (!next[from].includes(to)) throw new Error(`illegal seat step ${from} → ${to}`);
  return to;
}
