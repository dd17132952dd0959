import type { FloorQueue, SeatTimes } from './contract.ts';

/**
 * Floor metrics by the definitions of domain.md, so that two screens never disagree.
 * Every rate is a fraction 0–1, or null while there is nothing to divide by: an empty queue has no answer rate, not 0 % and not 100 %.
 */

/** A caller who hangs up before this is counted as a short abandon, apart. */
export const shortAbandonMs = 5_000;
/** T of the service level. */
export const serviceLevelMs = 20_000;

export type QueueCounters = Pick<
  FloorQueue,
  'offered' | 'answered' | 'abandoned' | 'shortAbandons' | 'answeredWithin20s' | 'sumWaitAnsweredMs'
>;

const ratio = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

/** 接通率 answered / (offered − short abandons). */
export const answerRate = (q: QueueCounters): number | null => ratio(q.answered, q.offered - q.shortAbandons);

/** 服务水平 answered within 20 s / (offered − short abandons). */
export const serviceLevel = (q: QueueCounters): number | null =>
  ratio(q.answeredWithin20s, q.offered - q.shortAbandons);

/** 平均等待 ASA: mean wait of the answered, milliseconds. */
export const averageSpeedOfAnswerMs = (q: QueueCounters): number | null =>
  ratio(q.sumWaitAnsweredMs, q.answered);

const handlingMs = (t: SeatTimes): number => t.talkMs + t.holdMs + t.wrapUpMs;

/** 平均处理时长 AHT: (talk + hold + wrap-up) / handled, milliseconds. */
export const averageHandlingMs = (times: SeatTimes, handled: number): number | null =>
  ratio(handlingMs(times), handled);

/** 占用率 (talk + hold + wrap-up) / (that + ready). */
export const occupancy = (t: SeatTimes): number | null => ratio(handlingMs(t), handlingMs(t) + t.readyMs);

/** 就绪率 signed-in time not in pause / signed-in. */
export const readyRate = (t: SeatTimes): number | null =>
  ratio(handlingMs(t) + t.readyMs, handlingMs(t) + t.readyMs + t.notReadyMs);

export const noTimes: SeatTimes = { talkMs: 0, holdMs: 0, wrapUpMs: 0, readyMs: 0, notReadyMs: 0 };

/** Sums the times of several seats. */
export function addTimes(all: readonly SeatTimes[]): SeatTimes {
  return all.reduce<SeatTimes>(
    (sum, t) => ({
      talkMs: sum.talkMs + t.talkMs,
      holdMs: sum.holdMs + t.holdMs,
      wrapUpMs: sum.wrapUpMs + t.wrapUpMs,
      readyMs: sum.readyMs + t.readyMs,
      notReadyMs: sum.notReadyMs + t.notReadyMs,
    }),
    noTimes,
  );
}

/** Sums the counters of several queues, for the line over the table. */
export function addQueues(all: readonly QueueCounters[]): QueueCounters {
  const sum = (pick: (q: QueueCounters) => number): number => all.reduce((total, q) => total + pick(q), 0);
  return {
    offered: sum((q) => q.offered),
    answered: sum((q) => q.answered),
    abandoned: sum((q) => q.abandoned),
    shortAbandons: sum((q) => q.shortAbandons),
    answeredWithin20s: sum((q) => q.answeredWithin20s),
    sumWaitAnsweredMs: sum((q) => q.sumWaitAnsweredMs),
  };
}
