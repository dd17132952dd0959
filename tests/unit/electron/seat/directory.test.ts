import { expect, test } from 'vitest';
import { createSeatDirectory } from '#electron/seat/directory.ts';
import type { ExchangeEvent } from '#electron/training/ports.ts';
import { createPublisher } from '#shared/lib/publisher.ts';
import { sampleSpecialists } from '#shared/seat/directory.ts';
import { createManualClock } from '#tests/support/manual-clock.ts';

function directoryOf(told: () => boolean) {
  let tell: (event: ExchangeEvent) => void = () => undefined;
  const directory = createSeatDirectory({
    clock: createManualClock(),
    listed: createPublisher(sampleSpecialists),
    told,
    onEvent: (listener) => ((tell = listener), () => undefined),
  });
  const stateOf = (number: string) => directory.get().seats.find((seat) => seat.number === number)?.state;
  return { directory, stateOf, tell: (event: ExchangeEvent) => tell(event) };
}

test('a seat is busy from its ringing until its call has ended', () => {
  const { stateOf, tell } = directoryOf(() => true);
  const call = { at: 1, callId: 'c1', user: '3201' };
  expect(stateOf('3201')).toBe('free');
  tell({ kind: 'ringing', ...call, queue: null });
  expect(stateOf('3201')).toBe('busy');
  expect(stateOf('3202')).toBe('free');
  tell({ kind: 'answered', ...call, queue: null, waitMs: 5 });
  expect(stateOf('3201')).toBe('busy');
  tell({ kind: 'ended', ...call, by: 'callee', talkMs: 5 });
  expect(stateOf('3201')).toBe('free');
});

test('where nobody tells of the seats none is called free', () => {
  const { directory, stateOf } = directoryOf(() => false);
  expect(new Set(directory.get().seats.map(({ state }) => state))).toEqual(new Set(['unknown']));
  expect(stateOf('3201')).toBe('unknown');
});
