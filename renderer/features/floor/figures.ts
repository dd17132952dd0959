import type { FloorSeatState, FloorState, SeatTimes } from '#shared/floor/contract.ts';
import {
  addQueues,
  addTimes,
  answerRate,
  averageHandlingMs,
  averageSpeedOfAnswerMs,
  occupancy,
  readyRate,
  serviceLevel,
  type QueueCounters,
} from '#shared/floor/metrics.ts';

/** The line of indicators. Rates are fractions; null while there is nothing to divide by, and then shown as a dash. */
export interface Figures {
  readonly seats: number;
  readonly byState: Readonly<Record<FloorSeatState, number>>;
  readonly counters: QueueCounters;
  readonly answerRate: number | null;
  readonly serviceLevel: number | null;
  readonly waiting: number;
  readonly longestSinceAt: number | null;
  readonly asaMs: number | null;
  readonly times: SeatTimes;
  readonly occupancy: number | null;
  readonly readyRate: number | null;
  readonly handled: number;
  readonly handlingMs: number | null;
}

/** All indicators of the floor, made by shared/floor/metrics.ts (definitions of domain.md) and nowhere else. */
export function figuresOf({ seats, queues }: FloorState): Figures {
  const counters = addQueues(queues);
  const times = addTimes(seats.map((seat) => seat.timesToday));
  const handled = seats.reduce((sum, seat) => sum + seat.handledToday, 0);
  const waitingSince = queues.flatMap((queue) => queue.longestWaitingSinceAt ?? []);
  return {
    seats: seats.length,
    byState: countStates(seats.map((seat) => seat.state)),
    counters,
    ...ratesOf(counters),
    waiting: queues.reduce((sum, queue) => sum + queue.waiting, 0),
    longestSinceAt: waitingSince.length > 0 ? Math.min(...waitingSince) : null,
    asaMs: averageSpeedOfAnswerMs(counters),
    times,
    occupancy: occupancy(times),
    readyRate: readyRate(times),
    handled,
    handlingMs: averageHandlingMs(times, handled),
  };
}

/** The two rates of calls. While the only callers still wait nothing is decided: that is no answer rate of 0 %. */
export function ratesOf(counters: QueueCounters): Pick<Figures, 'answerRate' | 'serviceLevel'> {
  if (counters.answered + counters.abandoned === 0) return { answerRate: null, serviceLevel: null };
  return { answerRate: answerRate(counters), serviceLevel: serviceLevel(counters) };
}

/** The order in which states are told: what needs a person first. */
export const stateOrder = [
  'help',
  'talking',
  'ringing',
  'wrapUp',
  'ready',
  'notReady',
] as const satisfies readonly FloorSeatState[];

function countStates(states: readonly FloorSeatState[]): Readonly<Record<FloorSeatState, number>> {
  const count = (state: FloorSeatState): number => states.filter((one) => one === state).length;
  return {
    help: count('help'),
    talking: count('talking'),
    ringing: count('ringing'),
    wrapUp: count('wrapUp'),
    ready: count('ready'),
    notReady: count('notReady'),
  };
}

/** Who asks for help comes first; the others stay where they are by number, so that nothing moves under the hand. */
export function seatsInOrder<S extends { readonly state: FloorSeatState; readonly seatNumber: string }>(
  seats: readonly S[],
  compare: (a: string, b: string) => number,
): readonly S[] {
  const rank = (seat: S): number => (seat.state === 'help' ? 0 : 1);
  return seats.toSorted((a, b) => rank(a) - rank(b) || compare(a.seatNumber, b.seatNumber));
}
