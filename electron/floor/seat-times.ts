import type { FloorSeatState, SeatTimes } from '#shared/floor/contract.ts';
import { noTimes } from '#shared/floor/metrics.ts';

/** How a seat's time of today was spent, fed with its state whenever it changes. */
export interface SeatClock {
  /** The state from `at` on. */
  enter(state: FloorSeatState, onHold: boolean, at: number): void;
  /** Up to `at`, the running state included. */
  total(at: number): SeatTimes;
  /** A new day starts at `at`. */
  reset(at: number): void;
}

const partOf = (state: FloorSeatState, onHold: boolean): keyof SeatTimes => {
  if (state === 'ready' || state === 'ringing') return 'readyMs';
  if (state === 'wrapUp') return 'wrapUpMs';
  if (state === 'notReady') return 'notReadyMs';
  return onHold ? 'holdMs' : 'talkMs';
};

export function createSeatClock(): SeatClock {
  let times = noTimes;
  let running: { readonly part: keyof SeatTimes; readonly since: number } | null = null;
  const total = (at: number): SeatTimes =>
    running === null
      ? times
      : { ...times, [running.part]: times[running.part] + Math.max(0, at - running.since) };
  return {
    enter(state, onHold, at) {
      times = total(at);
      running = { part: partOf(state, onHold), since: at };
    },
    total,
    reset(at) {
      times = noTimes;
      running &&= { ...running, since: at };
    },
  };
}
