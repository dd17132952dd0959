import type { FloorQueue, FloorSeat, FloorState } from '#shared/floor/contract.ts';
import { serviceLevelMs } from '#shared/floor/metrics.ts';

/** Something a lead should look at, with the row it is about. `since`: from when on it has been so. */
export type Attention =
  | {
      readonly kind: 'help' | 'crisis' | 'distress' | 'longWrapUp';
      readonly seat: FloorSeat;
      readonly since: number;
    }
  | { readonly kind: 'nobodyReady' | 'longWait'; readonly queue: FloorQueue; readonly since: number };

export interface AttentionLimits {
  readonly now: number;
  /** The wrap-up time of the settings. */
  readonly wrapUpMs: number;
}

/** What is going wrong, worst first. Only facts of the snapshot against limits that are defined: T of the service level, the set wrap-up time. */
export function attentionOf({ seats, queues }: FloorState, limits: AttentionLimits): readonly Attention[] {
  return [
    ...seats
      .filter((seat) => seat.state === 'help')
      .map((seat): Attention => ({ kind: 'help', seat, since: seat.since })),
    ...flagged(seats, 'crisis'),
    ...waitingOf(seats, queues, limits.now),
    ...flagged(seats, 'distress'),
    ...seats
      .filter((seat) => seat.state === 'wrapUp' && limits.now - seat.since > limits.wrapUpMs)
      .map((seat): Attention => ({ kind: 'longWrapUp', seat, since: seat.since })),
  ];
}

const flagged = (seats: readonly FloorSeat[], kind: 'crisis' | 'distress'): readonly Attention[] =>
  seats
    .filter((seat) => seat.callId !== null && seat.flags.includes(kind))
    .map((seat) => ({ kind, seat, since: seat.since }));

/** One line a queue: with no seat ready it is said so, otherwise only once the wait is over the service level. */
function waitingOf(
  seats: readonly FloorSeat[],
  queues: readonly FloorQueue[],
  now: number,
): readonly Attention[] {
  const nobodyReady = !seats.some((seat) => seat.state === 'ready' || seat.state === 'ringing');
  return queues.flatMap((queue): readonly Attention[] => {
    const since = queue.longestWaitingSinceAt;
    if (queue.waiting === 0 || since === null) return [];
    if (nobodyReady) return [{ kind: 'nobodyReady', queue, since }];
    return now - since > serviceLevelMs ? [{ kind: 'longWait', queue, since }] : [];
  });
}
