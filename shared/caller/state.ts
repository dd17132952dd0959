import type { CallerState } from './contract.ts';

/** What the desk shows between calls. */
export const noCallerState: CallerState = {
  callId: null,
  match: 'none',
  failure: null,
  matchedBy: null,
  lookupStartedAt: null,
  lookedUpInMs: null,
  candidates: 0,
  parts: { cards: 'none', risk: 'none', history: 'none' },
  caller: null,
  holder: null,
  flags: [],
  cards: [],
  riskFacts: [],
  pendingTransaction: null,
  pendingMore: 0,
  todayActions: [],
  history: [],
};
