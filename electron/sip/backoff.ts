export interface Backoff {
  readonly firstMs: number;
  readonly mostMs: number;
}

/**
 * Delay before try `attempt` (1 = first): doubling, capped, with the upper half left to chance so that a floor of
 * seats does not come back in one wave.
 */
export function backoffDelayMs(backoff: Backoff, attempt: number, random: () => number): number {
  const ceiling = Math.min(backoff.mostMs, backoff.firstMs * 2 ** Math.max(0, attempt - 1));
  return Math.round(ceiling * (0.5 + random() / 2));
}
