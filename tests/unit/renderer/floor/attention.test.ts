import { describe, expect, test } from 'vitest';
import type { FloorState } from '#shared/floor/contract.ts';
import { attentionOf } from '#renderer/features/floor/attention.ts';
import { now } from '../workspace-markup.tsx';
import { floor, queue, seat } from './floor-fixtures.ts';

const kinds = (state: FloorState): readonly string[] =>
  attentionOf(state, { now, wrapUpMs: 90_000 }).map((one) =>
    'seat' in one ? `${one.kind} ${one.seat.seatNumber}` : `${one.kind} ${one.queue.id}`,
  );

describe('what needs a look', () => {
  test('nothing on a quiet floor', () => {
    expect(kinds(floor([seat('1', 'ready'), seat('2', 'talking')], [queue('q')]))).toEqual([]);
  });

  test('a wait counts once it is over the 20 s of the service level, not before', () => {
    const waiting = (forMs: number): FloorState =>
      floor([seat('1', 'ready')], [queue('q', { waiting: 1, longestWaitingSinceAt: now - forMs })]);
    expect(kinds(waiting(20_000))).toEqual([]);
    expect(kinds(waiting(20_001))).toEqual(['longWait q']);
  });

  test('somebody waits and no seat is ready: said at once', () => {
    const queues = [queue('q', { waiting: 1, longestWaitingSinceAt: now - 1000 })];
    expect(kinds(floor([seat('1', 'talking'), seat('2', 'notReady')], queues))).toEqual(['nobodyReady q']);
    expect(kinds(floor([seat('1', 'talking'), seat('2', 'ringing')], queues))).toEqual([]);
  });

  test('worst first: help, crisis, waiting, distress, wrap-up', () => {
    const state = floor(
      [
        seat('1', 'wrapUp', { since: now - 90_001 }),
        seat('2', 'talking', { flags: ['distress'], callId: 'c2' }),
        seat('3', 'talking', { flags: ['crisis'], callId: 'c3' }),
        seat('4', 'help'),
        seat('5', 'ready'),
      ],
      [queue('q', { waiting: 2, longestWaitingSinceAt: now - 60_000 })],
    );
    expect(kinds(state)).toEqual(['help 4', 'crisis 3', 'longWait q', 'distress 2', 'longWrapUp 1']);
  });

  test('a wrap-up within its time and a flag without a call are no news', () => {
    const seats = [seat('1', 'wrapUp', { since: now - 90_000 }), seat('2', 'ready', { flags: ['distress'] })];
    expect(kinds(floor(seats, []))).toEqual([]);
  });
});
