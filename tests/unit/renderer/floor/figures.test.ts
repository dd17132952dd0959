import { describe, expect, test } from 'vitest';
import type { FloorSeat } from '#shared/floor/contract.ts';
import { figuresOf, seatsInOrder } from '#renderer/features/floor/figures.ts';
import { floor, queue, seat } from './floor-fixtures.ts';

const minute = 60_000;

describe('the indicators', () => {
  test('an empty floor has no rates: nothing to divide by is not 0 %', () => {
    const figures = figuresOf(floor([], [queue('queue-general'), queue('queue-elderly')]));
    expect(figures).toMatchObject({
      seats: 0,
      waiting: 0,
      answerRate: null,
      serviceLevel: null,
      asaMs: null,
      occupancy: null,
      readyRate: null,
      handlingMs: null,
      longestSinceAt: null,
    });
  });

  test('the first caller of the day still rings: nothing is decided, so there is no rate', () => {
    const ringing = figuresOf(
      floor([], [queue('queue-general', { offered: 1, waiting: 1, longestWaitingSinceAt: 5 })]),
    );
    expect([ringing.answerRate, ringing.serviceLevel, ringing.waiting]).toEqual([null, null, 1]);
    const lost = figuresOf(floor([], [queue('queue-general', { offered: 1, abandoned: 1 })]));
    expect([lost.answerRate, lost.serviceLevel]).toEqual([0, 0]);
  });

  test('sum over queues before they divide', () => {
    // Worked by hand: offered 10 + 30, short abandons 0 + 5, answered 9 + 18, within 20 s 9 + 3, waits 90 s + 540 s.
    const figures = figuresOf(
      floor(
        [],
        [
          queue('queue-general', {
            offered: 10,
            answered: 9,
            abandoned: 1,
            answeredWithin20s: 9,
            sumWaitAnsweredMs: 90_000,
          }),
          queue('queue-cards', {
            offered: 30,
            answered: 18,
            abandoned: 12,
            shortAbandons: 5,
            answeredWithin20s: 3,
            sumWaitAnsweredMs: 540_000,
          }),
        ],
      ),
    );
    expect(figures.answerRate).toBeCloseTo(27 / 35);
    expect(figures.serviceLevel).toBeCloseTo(12 / 35);
    expect(figures.asaMs).toBeCloseTo(630_000 / 27);
  });

  test('the longest wait is the oldest of all queues', () => {
    const figures = figuresOf(
      floor(
        [],
        [
          queue('queue-general', { waiting: 2, longestWaitingSinceAt: 900 }),
          queue('queue-cards', { waiting: 1, longestWaitingSinceAt: 400 }),
        ],
      ),
    );
    expect([figures.waiting, figures.longestSinceAt]).toEqual([3, 400]);
  });

  test('occupancy, ready rate and handling time are made of the seats’ times', () => {
    const timesToday = {
      talkMs: 6 * minute,
      holdMs: minute,
      wrapUpMs: 3 * minute,
      readyMs: 10 * minute,
      notReadyMs: 5 * minute,
    };
    const figures = figuresOf(floor([seat('1', 'ready', { timesToday, handledToday: 4 })], []));
    expect(figures.occupancy).toBeCloseTo(10 / 20);
    expect(figures.readyRate).toBeCloseTo(20 / 25);
    expect(figures.handlingMs).toBe(2.5 * minute);
    expect(figures.byState.ready).toBe(1);
  });
});

describe('the order of the seats', () => {
  const order = (seats: readonly FloorSeat[]): readonly string[] =>
    seatsInOrder(seats, (a, b) => a.localeCompare(b, 'en', { numeric: true })).map((one) => one.seatNumber);

  test('is by number, and stays so whatever they do', () => {
    expect(order([seat('12', 'talking'), seat('3', 'ready'), seat('7', 'wrapUp')])).toEqual(['3', '7', '12']);
    expect(order([seat('12', 'ready'), seat('3', 'talking'), seat('7', 'ringing')])).toEqual([
      '3',
      '7',
      '12',
    ]);
  });
  test('puts who asks for help first', () => {
    expect(order([seat('3', 'ready'), seat('12', 'help'), seat('7', 'talking')])).toEqual(['12', '3', '7']);
  });
});
