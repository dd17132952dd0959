import type { FloorQueue, FloorSeat, FloorState } from '#shared/floor/contract.ts';

/** The row that is looked at in detail; null: the whole floor. */
export type Chosen = { readonly kind: 'queue' | 'seat'; readonly id: string } | null;

export type ChosenRow =
  | { readonly kind: 'queue'; readonly queue: FloorQueue }
  | { readonly kind: 'seat'; readonly seat: FloorSeat }
  | null;

/** The row behind a choice; a seat that has gone leaves the whole floor. */
export function rowOf({ seats, queues }: FloorState, chosen: Chosen): ChosenRow {
  if (chosen === null) return null;
  if (chosen.kind === 'seat') {
    const seat = seats.find((one) => one.seatNumber === chosen.id);
    return seat ? { kind: 'seat', seat } : null;
  }
  const queue = queues.find((one) => one.id === chosen.id);
  return queue ? { kind: 'queue', queue } : null;
}
