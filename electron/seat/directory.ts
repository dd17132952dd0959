import type { ExchangeEvent } from '#electron/training/ports.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import { type ListedSeat, noSpecialists, type SeatDirectory } from '#shared/seat/directory.ts';

export interface SeatDirectoryDeps {
  readonly clock: Clock;
  /** Who is on the list: of the sample floor, or of the bank's setting. */
  readonly listed: Source<readonly ListedSeat[]>;
  /** Whether a feed tells of these seats. Without one they are `unknown`, never `free`. */
  readonly told: () => boolean;
  readonly onEvent: (listener: (event: ExchangeEvent) => void) => Undo;
}

/** Specialist seats with who of them is free, as the exchange's events say. */
export function createSeatDirectory(deps: SeatDirectoryDeps): Source<SeatDirectory> & { look(): void } {
  const state = createPublisher<SeatDirectory>(noSpecialists);
  /** Since when a seat is in a call, or out of one. */
  const seen = new Map<string, { readonly busy: boolean; readonly since: number }>();
  const startedAt = deps.clock.now();
  const look = (): void => {
    const told = deps.told();
    const seats = deps.listed.get().map((seat) => {
      const last = seen.get(seat.number) ?? { busy: false, since: startedAt };
      const known = last.busy ? ('busy' as const) : ('free' as const);
      return { ...seat, tags: [...seat.tags], state: told ? known : ('unknown' as const), since: last.since };
    });
    state.set({ seats: seats.slice(0, 100) });
  };
  deps.onEvent((event) => {
    if (!('user' in event)) return;
    const busy = event.kind === 'ringing' || event.kind === 'answered';
    if (!busy && event.kind !== 'ended' && event.kind !== 'notTaken') return;
    if (seen.get(event.user)?.busy === busy) return;
    seen.set(event.user, { busy, since: event.at });
    if (deps.listed.get().some(({ number }) => number === event.user)) look();
  });
  deps.listed.subscribe(look);
  look();
  return { get: state.get, subscribe: state.subscribe, look };
}
