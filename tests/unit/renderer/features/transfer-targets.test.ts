import { describe, expect, it } from 'vitest';
import { transferTargets, typedNumber } from '#renderer/features/transfer/targets.ts';
import type { FloorState } from '#shared/floor/contract.ts';

const times = { talkMs: 0, holdMs: 0, wrapUpMs: 0, readyMs: 0, notReadyMs: 0 };
const seat = (seatNumber: string, name: string) => ({
  seatNumber,
  name,
  state: 'ready' as const,
  since: 0,
  queue: null,
  flags: [],
  callId: null,
  handledToday: 0,
  line: { up: true, confirmedAt: null, validUntil: null },
  timesToday: times,
});
const floor = (source: FloorState['feed']['source']): FloorState => ({
  seats: [seat('3107', '林晓晴'), seat('3102', '周桂兰')],
  queues: [],
  feed: { source, asOf: 0 },
});
const sources = {
  directory: ['8001 反诈专席', '  ', '110'],
  ownSeat: '3107',
  queueName: (id: string) => id,
  people: [{ seatNumber: '3100', name: '周敏' }],
};

describe('whom a call can be handed to', () => {
  it('is the bank’s list, then the other seats by number, never oneself', () => {
    expect(
      transferTargets({ ...sources, floor: floor('embedded') }).map(({ number, name }) => [number, name]),
    ).toEqual([
      ['8001', '反诈专席'],
      ['110', ''],
      ['3100', '周敏'],
      ['3102', '周桂兰'],
    ]);
  });

  it('is the bank’s list alone where the floor is of another exchange', () => {
    expect(transferTargets({ ...sources, floor: floor('off') }).map(({ number }) => number)).toEqual([
      '8001',
      '110',
    ]);
  });

  it('takes what is typed as a number only when it is one', () => {
    expect(typedNumber('0571 8888-1234')?.number).toBe('0571 8888-1234');
    expect(typedNumber('*68#')?.number).toBe('*68#');
    expect(typedNumber('周敏')).toBeNull();
    expect(typedNumber('')).toBeNull();
  });
});
