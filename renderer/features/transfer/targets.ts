import type { FloorSeatState, FloorState } from '#shared/floor/contract.ts';
import type { SettingValues } from '#shared/settings/values.ts';

/** Somebody, or something, a call can go to. */
export interface TransferTo {
  readonly kind: 'number' | 'directory' | 'seat' | 'queue';
  readonly number: string;
  /** Empty for a number that was only typed. */
  readonly name: string;
  readonly seatState: FloorSeatState | null;
  /** Callers waiting there. */
  readonly waiting: number | null;
}

export interface TargetSources {
  readonly floor: FloorState | null;
  readonly directory: SettingValues['exchange.directory'];
  /** The seat that asks: nobody is handed to himself. */
  readonly ownSeat: string | null;
  readonly queueName: (id: string) => string;
  /** People of the floor whose seats it has not seen yet. */
  readonly people: readonly { readonly seatNumber: string; readonly name: string }[];
}

/** "8001 Fraud desk": the number, then what it is called. */
function fromDirectory(entry: string): TransferTo | null {
  const [, number = '', name = ''] = /^\s*(\S+)\s*(.*?)\s*$/.exec(entry) ?? [];
  return number === '' ? null : { kind: 'directory', number, name, seatState: null, waiting: null };
}

/**
 * Whom a call can be handed to, in an order that does not change while one looks: the bank's list, seats by number,
 * queues. Seats and queues only where the floor's feed is of the exchange in use.
 */
export function transferTargets({
  floor,
  directory,
  ownSeat,
  queueName,
  people,
}: TargetSources): readonly TransferTo[] {
  const listed = directory.flatMap((entry) => fromDirectory(entry) ?? []);
  if (floor === null || floor.feed.source === 'off') return listed;
  const unseen = people.filter(
    ({ seatNumber }) => !floor.seats.some((seat) => seat.seatNumber === seatNumber),
  );
  const seats = [...floor.seats, ...unseen.map((person) => ({ ...person, state: null }))]
    .filter(({ seatNumber }) => seatNumber !== ownSeat)
    .toSorted((a, b) => a.seatNumber.localeCompare(b.seatNumber))
    .map(({ seatNumber, name, state }): TransferTo => ({
      kind: 'seat',
      number: seatNumber,
      name,
      seatState: state,
      waiting: null,
    }));
  const queues = floor.queues.map(({ id, waiting }): TransferTo => ({
    kind: 'queue',
    number: id,
    name: queueName(id),
    seatState: null,
    waiting,
  }));
  return [...listed, ...seats, ...queues];
}

/** What is typed, as a number to dial: digits and what telephones write between them. Null for a name. */
export function typedNumber(query: string): TransferTo | null {
  const number = query.trim();
  if (!/^[+*#\d][\d\s()*#-]{1,30}$/.test(number)) return null;
  return { kind: 'number', number, name: '', seatState: null, waiting: null };
}
