import type { CasesState } from './contract.ts';

/** What the inbox shows before the store is open: nothing heard, nothing claimed. */
export const noCases = (now: number): CasesState => ({
  feed: { state: 'off', since: now, lastHeardAt: null, nextTryAt: null, problem: null },
  heard: false,
  cases: [],
  atHand: null,
  firstRing: { count: 0, within30: 0, lastMs: null, worstMs: null },
  offersItself: false,
});
