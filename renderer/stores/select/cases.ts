import type { CaseAtHand, VerificationCase } from '#shared/cases/contract.ts';
import type { VerificationSet } from '#shared/guidance/verification.ts';
import type { DeskState } from '../desk-state.ts';
import { callersTalk, deskPhase } from './call.ts';

export const caseAtHand = (state: DeskState): CaseAtHand | null => state.cases?.atHand ?? null;

const byId = (state: DeskState, caseId: string | null): VerificationCase | null =>
  caseId === null ? null : (state.cases?.cases.find((one) => one.caseId === caseId) ?? null);

/** The case this seat works. */
export const ownCase = (state: DeskState): VerificationCase | null =>
  byId(state, caseAtHand(state)?.caseId ?? null);

/** The case whose call is up, or whose decision is owed in the wrap-up. */
export function caseInCall(state: DeskState): VerificationCase | null {
  const phase = caseAtHand(state)?.phase;
  const up = phase === 'dialing' || phase === 'talking' || phase === 'deciding';
  return up ? ownCase(state) : null;
}

/** The case that is about to be rung. */
export const comingCase = (state: DeskState): VerificationCase | null =>
  caseAtHand(state)?.phase === 'coming' ? ownCase(state) : null;

/** The case that is looked at: the chosen one, else this seat's own, else the most urgent. */
export const shownCase = (state: DeskState): VerificationCase | null =>
  byId(state, state.view.caseId) ?? ownCase(state) ?? state.cases?.cases[0] ?? null;

/** How many wait for somebody: what the tab counts. */
export const casesWaiting = (state: DeskState): number =>
  state.cases?.cases.filter((one) => one.state !== 'closed' && one.lease === null).length ?? 0;

/** May be decided now: it is ours, and nothing has been asked for or decided. */
export function mayDecide(state: DeskState): boolean {
  const one = caseInCall(state) ?? (caseAtHand(state)?.phase === 'open' ? ownCase(state) : null);
  if (!one || one.state === 'closed') return false;
  const open = one.asked.filter(({ state: way }) => way !== 'failed' && way !== 'withdrawn');
  // A delayed one may still be decided; one that is refused may still be protected.
  return one.decision === null && open.every(({ control }) => control === 'transactionDelay');
}

/** The questions of every outbound verification, while its call is up and no playbook is open. */
export function verificationUp(state: DeskState): VerificationSet | null {
  const set = state.library?.verification ?? null;
  const talking = callersTalk(state) !== null && deskPhase(state) !== 'wrapUp';
  return talking && state.guidance?.playbookId === null && caseAtHand(state)?.phase === 'talking'
    ? set
    : null;
}
