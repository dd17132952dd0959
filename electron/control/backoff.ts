export interface BackoffPolicy {
  readonly firstMs: number;
  readonly factor: number;
  readonly longestMs: number;
}

/** A caller waits on the line, so the first tries follow fast; a core that is down all day is asked every 20 s. */
export const holdBackoff: BackoffPolicy = { firstMs: 300, factor: 2, longestMs: 20_000 };

/** Milliseconds before try `attempt` (1 = after the first failure), between half and all of the step, so that desks do not march in step. */
export function backoffMs(policy: BackoffPolicy, attempt: number, random: () => number): number {
  const step = Math.min(policy.longestMs, policy.firstMs * policy.factor ** Math.max(0, attempt - 1));
  return Math.round(step * (0.5 + random() / 2));
}
