import type { AccessPhase } from '#shared/access/contract.ts';

/**
 *   starting ─→ choosePassphrase ─┐
 *      ├──────→ enterPassphrase ──┼─→ signIn ⇄ signedIn
 *      ├──────────────────────────┘
 *      └──────→ storeDamaged ─→ (retry or start fresh) any of the four before signedIn
 *   choosePassphrase, enterPassphrase ─→ storeDamaged, when the store does not open although the key does
 *
 * `signedIn` never goes back behind `signIn`: the store stays open until the program ends.
 */
const next: Readonly<Record<AccessPhase, readonly AccessPhase[]>> = {
  starting: ['choosePassphrase', 'enterPassphrase', 'storeDamaged', 'signIn'],
  choosePassphrase: ['signIn', 'storeDamaged'],
  enterPassphrase: ['signIn', 'storeDamaged'],
  storeDamaged: ['choosePassphrase', 'enterPassphrase', 'storeDamaged', 'signIn'],
  signIn: ['signedIn'],
  signedIn: ['signIn'],
};

/** Returns the new phase; an illegal step is a bug and throws. */
export function accessStep(from: AccessPhase, to: AccessPhase): AccessPhase {
  if (!next[from].includes(to)) throw new Error(`illegal access step ${from} → ${to}`);
  return to;
}
