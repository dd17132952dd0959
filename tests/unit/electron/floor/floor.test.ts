import { beforeEach, describe, expect, it } from 'vitest';
import { createFloor, type Floor } from '#electron/floor/floor.ts';
import type { OwnSeat } from '#electron/floor/ports.ts';
import type { ExchangeEvent } from '#electron/training/ports.ts';
import { floorStateSchema, type FloorQueue, type FloorSeat } from '#shared/floor/contract.ts';
import { createPublisher, type Publisher } from '#shared/lib/publisher.ts';
import { createManualClock, type ManualClock } from '#tests/support/manual-clock.ts';

const me: OwnSeat = {
  user: '3107',
  seatNumber: '3107',
  name: '林晓晴',
  state: 'notReady',
  since: 0,
  onHold: false,
  queue: null,
  flags: [],
  callId: null,
  handledToday: 0,
  line: { up: true, confirmedAt: null, validUntil: null },
};

/** The event without its instant, which the test's clock gives. */
type Told = ExchangeEvent extends infer E ? (E extends ExchangeEvent ? Omit<E, 'at'> : never) : never;

describe('the floor', () => {
  let clock: ManualClock;
  let own: Publisher<OwnSeat | null>;
  let floor: Floor;
  let tell: (event: ExchangeEvent) => void;
  let down: () => void;
  let up = true;

  beforeEach(() => {
    up = true;
    // Noon in any time zone: a day's end is then far.
    clock = createManualClock(new Date(2026, 0, 15, 12).getTime());
    own = createPublisher<OwnSeat | null>(me);
    floor = createFloor({
      clock,
      own,
      known: [
        { user: '3107', seatNumber: '3107', name: '林晓晴' },
        { user: '3100', seatNumber: '3100', name: '周敏' },
      ],
      feed: {
        get up() {
          return up;
        },
        onEvent: (listener) => ((tell = listener), () => {}),
        onUp: () => () => {},
        onDown: (listener) => ((down = listener), () => {}),
      },
    });
  });

  const say = (event: Told): void => tell({ at: clock.now(), ...event } as ExchangeEvent);
  const queue = (id = 'queue-elderly'): FloorQueue => floor.state.get().queues.find((one) => one.id === id)!;
  const seat = (number: string): FloorSeat | undefined =>
    floor.state.get().seats.find((one) => one.seatNumber === number);

  it('shows all six queues and its own seat before anything happens', () => {
    const state = floor.state.get();
    expect(state.queues.map(({ id }) => id)).toEqual([
      'queue-general',
      'queue-elderly',
      'queue-cards',
      'queue-foreign',
      'queue-hearing',
      'queue-risk',
    ]);
    expect(state.seats.map(({ seatNumber }) => seatNumber)).toEqual(['3107']);
    expect(floorStateSchema.parse(state)).toEqual(state);
  });

  it('counts a call from its arrival to its answer', () => {
    say({ kind: 'offered', callId: 'a', queue: 'queue-elderly' });
    const since = clock.now();
    clock.advance(3_000);
    say({ kind: 'offered', callId: 'b', queue: 'queue-elderly' });
    expect(queue()).toMatchObject({ waiting: 2, longestWaitingSinceAt: since, offered: 2, answered: 0 });
    clock.advance(2_000);
    say({ kind: 'answered', callId: 'a', queue: 'queue-elderly', user: '3100', waitMs: 5_000 });
    expect(queue()).toMatchObject({
      waiting: 1,
      longestWaitingSinceAt: since + 3_000,
      answered: 1,
      answeredWithin20s: 1,
      sumWaitAnsweredMs: 5_000,
    });
    say({ kind: 'answered', callId: 'b', queue: 'queue-elderly', user: '3100', waitMs: 20_001 });
    expect(queue()).toMatchObject({
      waiting: 0,
      longestWaitingSinceAt: null,
      answered: 2,
      answeredWithin20s: 1,
    });
  });

  it('counts short abandons apart, and a ring that was not taken not at all', () => {
    for (const [callId, waitMs] of [
      ['a', 4_999],
      ['b', 5_000],
    ] as const) {
      say({ kind: 'offered', callId, queue: 'queue-risk' });
      say({ kind: 'ringing', callId, queue: 'queue-risk', user: '3100' });
      say({ kind: 'notTaken', callId, queue: 'queue-risk', user: '3100', status: 487 });
      say({ kind: 'abandoned', callId, queue: 'queue-risk', waitMs });
    }
    expect(queue('queue-risk')).toMatchObject({
      offered: 2,
      answered: 0,
      abandoned: 2,
      shortAbandons: 1,
      waiting: 0,
    });
  });

  it('counts direct calls in no queue', () => {
    say({ kind: 'ringing', callId: 'a', queue: null, user: '3107' });
    say({ kind: 'answered', callId: 'a', queue: null, user: '3107', waitMs: 10 });
    say({ kind: 'ended', callId: 'a', user: '3107', by: 'caller', talkMs: 100 });
    expect(floor.state.get().queues.every(({ offered, answered }) => offered + answered === 0)).toBe(true);
  });

  it('follows another seat through a call as the exchange tells it', () => {
    const states: (string | undefined)[] = [];
    const look = (): void => void states.push(seat('3100')?.state);
    look();
    say({ kind: 'reachable', user: '3100', reachable: true });
    look();
    say({ kind: 'seatReady', user: '3100', ready: true });
    look();
    say({ kind: 'ringing', callId: 'a', queue: 'queue-cards', user: '3100' });
    look();
    clock.advance(1_000);
    say({ kind: 'answered', callId: 'a', queue: 'queue-cards', user: '3100', waitMs: 1_000 });
    look();
    clock.advance(60_000);
    say({ kind: 'ended', callId: 'a', user: '3100', by: 'callee', talkMs: 60_000 });
    look();
    expect(states).toEqual([undefined, 'notReady', 'ready', 'ringing', 'talking', 'ready']);
    expect(seat('3100')).toMatchObject({ name: '周敏', handledToday: 1, queue: null, callId: null });
    expect(seat('3100')?.timesToday).toMatchObject({ talkMs: 60_000, readyMs: 1_000 });
    say({ kind: 'reachable', user: '3100', reachable: false });
    expect(seat('3100')).toBeUndefined();
  });

  it('keeps a seat whose line broke or ran out, as not ready; one that signed off is gone', () => {
    const until = clock.now() + 300_000;
    say({ kind: 'reachable', user: '3100', reachable: true });
    say({ kind: 'bound', user: '3100', until });
    say({ kind: 'seatReady', user: '3100', ready: true });
    expect(seat('3100')).toMatchObject({
      state: 'ready',
      line: { up: true, confirmedAt: clock.now(), validUntil: until },
    });
    say({ kind: 'reachable', user: '3100', reachable: false });
    expect(seat('3100')).toMatchObject({ state: 'notReady', line: { up: false } });
    say({ kind: 'reachable', user: '3100', reachable: true });
    expect(seat('3100')).toMatchObject({ state: 'ready', line: { up: true } });
    say({ kind: 'bound', user: '3100', until: null });
    say({ kind: 'reachable', user: '3100', reachable: false });
    expect(seat('3100')).toBeUndefined();
  });

  it('believes the own seat, not the exchange, about itself', () => {
    own.set({
      ...me,
      state: 'talking',
      queue: 'queue-elderly',
      flags: ['elderly'],
      callId: 'c',
      handledToday: 4,
    });
    say({ kind: 'reachable', user: '3107', reachable: true });
    clock.advance(30_000);
    own.set({ ...me, state: 'talking', onHold: true, callId: 'c' });
    clock.advance(10_000);
    own.set({ ...me, state: 'wrapUp' });
    clock.advance(5_000);
    own.set({ ...me, state: 'ready' });
    clock.advance(15_000);
    own.set({ ...me, state: 'help', callId: 'c' });
    expect(seat('3107')).toMatchObject({
      state: 'help',
      line: { up: true, confirmedAt: null, validUntil: null },
      timesToday: { talkMs: 30_000, holdMs: 10_000, wrapUpMs: 5_000, readyMs: 15_000, notReadyMs: 0 },
    });
  });

  it('shows how old the feed is, and who was lost with it', () => {
    say({ kind: 'offered', callId: 'a', queue: 'queue-general' });
    clock.advance(12_000);
    expect(floor.state.get().feed).toEqual({ source: 'embedded', asOf: clock.now() - 2_000 });
    up = false;
    down();
    const last = floor.state.get().feed.asOf;
    expect(queue('queue-general')).toMatchObject({ waiting: 0, offered: 1, abandoned: 1 });
    clock.advance(60_000);
    expect(floor.state.get().feed).toEqual({ source: 'off', asOf: last });
  });

  it('begins a new day at midnight with who is still waiting', () => {
    own.set({ ...me, state: 'ready' });
    say({ kind: 'offered', callId: 'a', queue: 'queue-general' });
    say({ kind: 'answered', callId: 'a', queue: 'queue-general', user: '3107', waitMs: 10 });
    clock.advance(12 * 3_600_000 - 6_000);
    say({ kind: 'offered', callId: 'b', queue: 'queue-general' });
    clock.advance(12_000);
    expect(queue('queue-general')).toMatchObject({ offered: 1, answered: 0, waiting: 1 });
    expect(seat('3107')!.timesToday.readyMs).toBeLessThan(12_000);
  });

  it('has no seat of its own while nobody is signed in', () => {
    own.set(null);
    expect(floor.state.get().seats).toEqual([]);
  });
});
