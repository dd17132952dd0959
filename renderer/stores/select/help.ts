import type { HelpRequest } from '#shared/care/contract.ts';
import type { DeskState } from '../desk-state.ts';
import { careOfCall } from './care-call.ts';

let last: {
  readonly of: readonly HelpRequest[];
  readonly own: string | null;
  readonly calls: readonly HelpRequest[];
} | null = null;
const none: readonly HelpRequest[] = [];

/** Who asks whoever leads for help: a crisis first, then nobody's before somebody's, then the longest wait. Not one's own. */
export function helpForLead(state: DeskState): readonly HelpRequest[] {
  const role = state.access?.person?.role;
  const all = state.careList?.help ?? none;
  if ((role !== 'teamLead' && role !== 'trainer') || all.length === 0) return none;
  const own = careOfCall(state)?.callId ?? null;
  if (last?.of === all && last.own === own) return last.calls;
  const rank = ({ kind, state: is }: HelpRequest): number =>
    (is === 'asked' ? 0 : 2) + (kind === 'crisis' ? 0 : 1);
  const calls = all
    .filter((help) => help.away || help.callId !== own)
    .toSorted((a, b) => rank(a) - rank(b) || a.askedAt - b.askedAt);
  last = { of: all, own, calls };
  return calls;
}

/** Those that nobody has answered. */
export const helpUnanswered = (state: DeskState): number =>
  helpForLead(state).filter(({ state: is }) => is === 'asked').length;
