import type { ExchangeEvent } from '#electron/training/ports.ts';
import type { FloorQueue } from '#shared/floor/contract.ts';
import { serviceLevelMs, shortAbandonMs } from '#shared/floor/metrics.ts';
import { queueIds } from '#shared/floor/queues.ts';

/** A queue's counters of the day, and who waits in it now. */
interface QueueState {
  readonly counters: Omit<FloorQueue, 'id' | 'name' | 'waiting' | 'longestWaitingSinceAt'>;
  /** callId → since */
  readonly waiting: ReadonlyMap<string, number>;
}
export type Queues = ReadonlyMap<string, QueueState>;

const zero: QueueState['counters'] = {
  offered: 0,
  answered: 0,
  abandoned: 0,
  shortAbandons: 0,
  answeredWithin20s: 0,
  sumWaitAnsweredMs: 0,
};

/** All queues of the embedded exchange, nothing counted. */
export const emptyQueues: Queues = new Map(
  queueIds.map((id) => [id, { counters: zero, waiting: new Map() }]),
);

/** A new day: counters start at nothing, who waits goes on waiting and is offered to the new day. */
export const newDay = (queues: Queues): Queues =>
  new Map(
    [...queues].map(([id, { waiting }]) => [id, { counters: { ...zero, offered: waiting.size }, waiting }]),
  );

const less = (waiting: ReadonlyMap<string, number>, callId: string): ReadonlyMap<string, number> =>
  new Map([...waiting].filter(([id]) => id !== callId));

function stepOf(state: QueueState, event: ExchangeEvent): QueueState {
  const { counters, waiting } = state;
  switch (event.kind) {
    case 'offered':
      return {
        counters: { ...counters, offered: counters.offered + 1 },
        waiting: new Map([...waiting, [event.callId, event.at]]),
      };
    case 'answered':
      return {
        counters: {
          ...counters,
          answered: counters.answered + 1,
          answeredWithin20s: counters.answeredWithin20s + (event.waitMs <= serviceLevelMs ? 1 : 0),
          sumWaitAnsweredMs: counters.sumWaitAnsweredMs + event.waitMs,
        },
        waiting: less(waiting, event.callId),
      };
    case 'abandoned':
      return {
        counters: {
          ...counters,
          abandoned: counters.abandoned + 1,
          shortAbandons: counters.shortAbandons + (event.waitMs < shortAbandonMs ? 1 : 0),
        },
        waiting: less(waiting, event.callId),
      };
    default:
      return state;
  }
}

/** Folds one event of the exchange. Calls that came to a seat directly belong to no queue and are counted in none. */
export function countEvent(queues: Queues, event: ExchangeEvent): Queues {
  if (!('queue' in event) || event.queue === null) return queues;
  const state = queues.get(event.queue) ?? { counters: zero, waiting: new Map() };
  const next = stepOf(state, event);
  return next === state ? queues : new Map([...queues, [event.queue, next]]);
}

/** The exchange is gone and with it whoever waited: they were lost, so they count as abandoned. */
export const lostAll = (queues: Queues): Queues =>
  new Map(
    [...queues].map(([id, { counters, waiting }]) => [
      id,
      { counters: { ...counters, abandoned: counters.abandoned + waiting.size }, waiting: new Map() },
    ]),
  );

export const shownQueues = (queues: Queues): FloorQueue[] =>
  [...queues].map(([id, { counters, waiting }]) => ({
    id,
    name: `queue.${id}`,
    waiting: waiting.size,
    longestWaitingSinceAt: waiting.size === 0 ? null : Math.min(...waiting.values()),
    ...counters,
  }));
