import type { ExchangeEvent } from '#electron/training/ports.ts';
import type { FloorSeat, FloorSeatState } from '#shared/floor/contract.ts';
import type { Undo } from '#shared/lib/clock.ts';

/** Where the floor's events come from. Today the embedded exchange; a bank's exchange and message bus come in by the same door. */
export interface FloorFeed {
  readonly up: boolean;
  onEvent(listener: (event: ExchangeEvent) => void): Undo;
  onUp(listener: () => void): Undo;
  onDown(listener: () => void): Undo;
}

/** A seat the exchange may tell of: who sits there. */
export interface KnownSeat {
  /** SIP user at the exchange. */
  readonly user: string;
  readonly seatNumber: string;
  readonly name: string;
}

/** This machine's own seat, which knows itself better than any exchange does. */
export interface OwnSeat extends KnownSeat {
  readonly state: FloorSeatState;
  readonly since: number;
  readonly onHold: boolean;
  readonly queue: string | null;
  readonly flags: readonly string[];
  readonly callId: string | null;
  readonly handledToday: number;
  readonly line: FloorSeat['line'];
}
