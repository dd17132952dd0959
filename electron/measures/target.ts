import type { CallSnapshot } from '#shared/call/contract.ts';
import type { CallId } from '#shared/lib/ids.ts';

const talks = ({ state, heldByCaller, resuming }: CallSnapshot): boolean =>
  state === 'active' && !heldByCaller && !resuming;

/**
 * The call whose voices are measured: the caller's in front while one talks. On hold, and while somebody is asked about it, none: music
 * and colleagues are no callers. Mixed with a third party the caller goes on being measured, the third party is not.
 */
export function measuredCall(calls: readonly CallSnapshot[]): CallId | null {
  const front = calls.find((call) => call.front);
  if (front === undefined) return null;
  if (front.consultFor === null) return talks(front) ? front.id : null;
  const about = calls.find(({ id }) => id === front.consultFor);
  return about?.conferenced === true && talks(about) ? about.id : null;
}
