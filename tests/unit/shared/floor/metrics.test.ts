import { describe, expect, it } from 'vitest';
import {
  addQueues,
  addTimes,
  answerRate,
  averageHandlingMs,
  averageSpeedOfAnswerMs,
  noTimes,
  occupancy,
  readyRate,
  serviceLevel,
  type QueueCounters,
} from '#shared/floor/metrics.ts';

const none: QueueCounters = {
  offered: 0,
  answered: 0,
  abandoned: 0,
  shortAbandons: 0,
  answeredWithin20s: 0,
  sumWaitAnsweredMs: 0,
};
// 100 rang, 4 hung up within 5 s and 6 later, 90 were answered, 72 of them within 20 s, after 900 s of waiting together.
const busy: QueueCounters = {
  offered: 100,
  answered: 90,
  abandoned: 10,
  shortAbandons: 4,
  answeredWithin20s: 72,
  sumWaitAnsweredMs: 900_000,
};

describe('floor metrics', () => {
  it('leaves short abandons out of the answer rate and the service level', () => {
    expect(answerRate(busy)).toBeCloseTo(90 / 96, 10);
    expect(serviceLevel(busy)).toBe(0.75);
  });

  it('takes the mean wait over the answered only', () => {
    expect(averageSpeedOfAnswerMs(busy)).toBe(10_000);
  });

  it('has no rate where there is nothing to divide by', () => {
    expect([answerRate(none), serviceLevel(none), averageSpeedOfAnswerMs(none)]).toEqual([null, null, null]);
    expect(answerRate({ ...none, offered: 3, abandoned: 3, shortAbandons: 3 })).toBeNull();
    expect([averageHandlingMs(noTimes, 0), occupancy(noTimes), readyRate(noTimes)]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('counts hold and wrap-up as handling, ready time against it', () => {
    const times = {
      talkMs: 240_000,
      holdMs: 30_000,
      wrapUpMs: 30_000,
      readyMs: 100_000,
      notReadyMs: 100_000,
    };
    expect(averageHandlingMs(times, 2)).toBe(150_000);
    expect(occupancy(times)).toBe(0.75);
    expect(readyRate(times)).toBe(0.8);
  });

  it('adds up seats and queues', () => {
    expect(addQueues([busy, busy, none]).offered).toBe(200);
    expect(answerRate(addQueues([busy, none]))).toBe(answerRate(busy));
    expect(
      addTimes([
        { ...noTimes, talkMs: 5 },
        { ...noTimes, talkMs: 7, readyMs: 1 },
      ]),
    ).toEqual({
      ...noTimes,
      talkMs: 12,
      readyMs: 1,
    });
  });
});
