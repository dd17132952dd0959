import type { FloorQueue, FloorSeat, FloorSeatState, FloorState } from '#shared/floor/contract.ts';
import { noTimes } from '#shared/floor/metrics.ts';
import { now } from '../workspace-markup.tsx';

export const queue = (id: string, more: Partial<FloorQueue> = {}): FloorQueue => ({
  id,
  name: `queue.${id}`,
  waiting: 0,
  longestWaitingSinceAt: null,
  offered: 0,
  answered: 0,
  abandoned: 0,
  shortAbandons: 0,
  answeredWithin20s: 0,
  sumWaitAnsweredMs: 0,
  ...more,
});

export const seat = (
  seatNumber: string,
  state: FloorSeatState,
  more: Partial<FloorSeat> = {},
): FloorSeat => ({
  seatNumber,
  name: `座席${seatNumber}`,
  state,
  since: now - 30_000,
  queue: null,
  flags: [],
  callId: null,
  handledToday: 0,
  line: { up: true, confirmedAt: null, validUntil: null },
  timesToday: noTimes,
  ...more,
});

export const floor = (
  seats: readonly FloorSeat[],
  queues: readonly FloorQueue[],
  source: FloorState['feed']['source'] = 'embedded',
): FloorState => ({ seats: [...seats], queues: [...queues], feed: { source, asOf: now } });
