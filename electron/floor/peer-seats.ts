import type { ExchangeEvent } from '#electron/training/ports.ts';
import type { FloorSeatState } from '#shared/floor/contract.ts';

/** What the exchange alone can say of a seat. */
export interface PeerSeat {
  readonly reachable: boolean;
  readonly ready: boolean;
  readonly state: FloorSeatState;
  readonly since: number;
  readonly callId: string | null;
  readonly queue: string | null;
  readonly handled: number;
  readonly confirmedAt: number | null;
  /** End of the registration's life; null: never registered, or signed off. */
  readonly validUntil: number | null;
}
export type PeerSeats = ReadonlyMap<string, PeerSeat>;

const unknown: PeerSeat = {
  reachable: false,
  ready: false,
  state: 'notReady',
  since: 0,
  callId: null,
  queue: null,
  handled: 0,
  confirmedAt: null,
  validUntil: null,
};

const idle = (seat: PeerSeat, at: number): PeerSeat => ({
  ...seat,
  state: seat.ready && seat.reachable ? 'ready' : 'notReady',
  since: at,
  callId: null,
  queue: null,
});

function stepOf(seat: PeerSeat, event: Extract<ExchangeEvent, { user: string }>): PeerSeat {
  const { at } = event;
  switch (event.kind) {
    case 'reachable':
      // A seat that only changes its socket in a call is still in the call.
      return seat.callId === null
        ? idle({ ...seat, reachable: event.reachable }, at)
        : { ...seat, reachable: event.reachable };
    case 'bound':
      return event.until === null
        ? { ...seat, validUntil: null }
        : { ...seat, confirmedAt: at, validUntil: event.until };
    case 'seatReady':
      return seat.callId === null
        ? idle({ ...seat, ready: event.ready }, at)
        : { ...seat, ready: event.ready };
    case 'ringing':
      return { ...seat, state: 'ringing', since: at, callId: event.callId, queue: event.queue };
    case 'answered':
      return { ...seat, state: 'talking', since: at, callId: event.callId, queue: event.queue };
    case 'notTaken':
      return idle(seat, at);
    case 'ended':
      return idle({ ...seat, handled: seat.handled + 1 }, at);
  }
}

/** Folds one event of the exchange into what is known of its seats. */
export function followSeats(seats: PeerSeats, event: ExchangeEvent): PeerSeats {
  if (!('user' in event) || event.user === '') return seats;
  return new Map([
    ...seats,
    [event.user, stepOf(seats.get(event.user) ?? { ...unknown, since: event.at }, event)],
  ]);
}
