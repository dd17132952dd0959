import type { FloorSeat, FloorState } from '#shared/floor/contract.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import { followSeats, type PeerSeat, type PeerSeats } from './peer-seats.ts';
import type { FloorFeed, KnownSeat, OwnSeat } from './ports.ts';
import { countEvent, emptyQueues, lostAll, newDay, shownQueues, type Queues } from './queue-counters.ts';
import { createSeatClock, type SeatClock } from './seat-times.ts';

export interface FloorDeps {
  readonly clock: Clock;
  readonly feed: FloorFeed;
  /** This machine's seat; null while nobody is signed in. */
  readonly own: Source<OwnSeat | null>;
  /** Who sits where, for seats the exchange only knows by their SIP user. */
  readonly known: readonly KnownSeat[];
}

export interface Floor {
  readonly state: Source<FloorState>;
  dispose(): void;
}

/** So often the times move and the feed shows its age, when nothing else happens. */
const tickMs = 5_000;

const dayOf = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

const shownPeer = (known: KnownSeat, seat: PeerSeat, clock: SeatClock, at: number): FloorSeat => ({
  seatNumber: known.seatNumber,
  name: known.name,
  state: seat.state,
  since: seat.since,
  queue: seat.queue,
  flags: [],
  callId: seat.callId,
  handledToday: seat.handled,
  line: { up: seat.reachable, confirmedAt: seat.confirmedAt, validUntil: seat.validUntil },
  timesToday: clock.total(at),
});

const shownOwn = (own: OwnSeat, clock: SeatClock, at: number): FloorSeat => ({
  seatNumber: own.seatNumber,
  name: own.name,
  state: own.state,
  since: own.since,
  queue: own.queue,
  flags: own.flags.slice(0, 12),
  callId: own.callId,
  handledToday: own.handledToday,
  line: own.line,
  timesToday: clock.total(at),
});

/**
 * The floor as this machine sees it: its own seat, the other seats of the exchange that are reachable, the queues.
 * Counters live in memory: they start with the program and at midnight.
 */
export function createFloor(deps: FloorDeps): Floor {
  const { clock, feed, own } = deps;
  const clocks = new Map<string, SeatClock>();
  let queues: Queues = emptyQueues;
  let peers: PeerSeats = new Map();
  let asOf = clock.now();
  let day = dayOf(asOf);
  let undoTick: Undo = () => {};

  const clockOf = (user: string): SeatClock => {
    const seatClock = clocks.get(user) ?? createSeatClock();
    clocks.set(user, seatClock);
    return seatClock;
  };
  function compose(): FloorState {
    const at = clock.now();
    const me = own.get();
    const others = deps.known.flatMap((known) => {
      const seat = peers.get(known.user);
      // A seat that signed off is gone; one whose line broke, or whose registration ran out, stays and says so.
      if (!seat || (!seat.reachable && seat.validUntil === null) || known.user === me?.user) return [];
      return [shownPeer(known, seat, clockOf(known.user), at)];
    });
    const seats = me ? [shownOwn(me, clockOf(me.user), at), ...others] : others;
    return {
      seats: seats.toSorted((a, b) => a.seatNumber.localeCompare(b.seatNumber)),
      queues: shownQueues(queues),
      feed: { source: feed.up ? 'embedded' : 'off', asOf },
    };
  }
  const state = createPublisher<FloorState>(compose());
  function publish(): void {
    const at = clock.now();
    if (dayOf(at) !== day) {
      day = dayOf(at);
      queues = newDay(queues);
      peers = new Map([...peers].map(([user, seat]) => [user, { ...seat, handled: 0 }]));
      clocks.forEach((seatClock) => seatClock.reset(at));
    }
    if (feed.up) asOf = at;
    state.set(compose());
  }
  const tick = (): void => {
    publish();
    undoTick = clock.after(tickMs, tick);
  };

  const undo: readonly Undo[] = [
    feed.onEvent((event) => {
      queues = countEvent(queues, event);
      peers = followSeats(peers, event);
      if ('user' in event && event.user !== own.get()?.user) {
        const seat = peers.get(event.user);
        if (seat) clockOf(event.user).enter(seat.state, false, event.at);
      }
      publish();
    }),
    feed.onUp(publish),
    feed.onDown(() => {
      queues = lostAll(queues);
      peers = new Map();
      publish();
    }),
    own.subscribe((me) => {
      if (me) clockOf(me.user).enter(me.state, me.onHold, clock.now());
      publish();
    }),
  ];
  const me = own.get();
  if (me) clockOf(me.user).enter(me.state, me.onHold, clock.now());
  tick();
  return {
    state,
    dispose() {
      undoTick();
      undo.forEach((one) => one());
    },
  };
}
