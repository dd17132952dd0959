import { countDistinct, paramsFit, type DeskEvent } from './desk-event.ts';
import type { RubricCondition } from './scenario.ts';

/** When the run began to ring, and when it was answered (null: not yet). */
export interface RunTimes {
  readonly startedAt: number;
  readonly answeredAt: number | null;
}

/** Instant at which a rubric line was fulfilled, or null. `over`: the run has ended, so "never" can be judged. */
export function fulfilledAt(
  condition: RubricCondition,
  events: readonly DeskEvent[],
  times: RunTimes,
  over: boolean,
): number | null {
  const limit =
    condition.before === undefined ? -1 : events.findIndex(({ kind }) => kind === condition.before);
  const counted = limit < 0 ? events : events.slice(0, limit);
  const fitting = counted.filter(
    (event) => event.kind === condition.kind && paramsFit(event, condition.params),
  );
  if (condition.never) {
    // Nothing was done wrong only if there was a call to do it in.
    return over && times.answeredAt !== null && fitting.length === 0
      ? (events.at(-1)?.at ?? times.answeredAt)
      : null;
  }
  const from = condition.kind === 'answered' ? times.startedAt : times.answeredAt;
  const inTime = fitting.filter(
    ({ at }) => condition.withinMs === undefined || (from !== null && at - from <= condition.withinMs),
  );
  for (let count = 1; count <= inTime.length; count++) {
    if (countDistinct(inTime.slice(0, count)) >= condition.times) return inTime[count - 1]!.at;
  }
  return null;
}
