import type { CallManager } from '#electron/call/call-manager.ts';
import { createFloor } from '#electron/floor/floor.ts';
import type { OwnSeat } from '#electron/floor/ports.ts';
import type { SeatManager } from '#electron/seat/seat-manager.ts';
import { type Person, samplePeople } from '#shared/access/people.ts';
import { isLive } from '#shared/call/call-state.ts';
import type { CallerState } from '#shared/caller/contract.ts';
import { activeFlags } from '#shared/caller/flag-rules.ts';
import type { FloorState } from '#shared/floor/contract.ts';
import type { LineSnapshot } from '#shared/line/contract.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import type { Base } from './base.ts';
import type { Sandbox } from './sandbox.ts';

/** The floor of this machine: its own seat as main knows it, the others and the queues as the embedded exchange tells. */
export function composeFloor(deps: {
  readonly base: Base;
  readonly sandbox: Sandbox;
  readonly calls: CallManager;
  readonly seat: SeatManager;
  readonly line: Source<LineSnapshot>;
  readonly person: Source<Person | null>;
  readonly caller: Source<CallerState>;
}): Source<FloorState> {
  const { base, sandbox, calls, seat, line, person, caller } = deps;
  const own = createPublisher<OwnSeat | null>(null);
  const look = (): void => own.set(ownSeat(person.get(), calls, seat, line.get(), caller.get()));
  for (const source of [person, calls.state, seat.state, line, caller] as readonly Source<unknown>[])
    source.subscribe(look);
  look();
  const floor = createFloor({
    clock: base.clock,
    feed: {
      get up() {
        return sandbox.client.ready !== null && base.settings.values.get()['exchange.mode'] === 'embedded';
      },
      onEvent: (listener) => sandbox.client.onExchangeEvent(listener),
      onUp: (listener) => sandbox.client.onReady(() => listener()),
      onDown: (listener) => sandbox.client.onDown(listener),
    },
    own,
    known: samplePeople.map(({ seatNumber, name }) => ({ user: seatNumber, seatNumber, name: name.zh })),
  });
  return floor.state;
}

function ownSeat(
  who: Person | null,
  calls: CallManager,
  seat: SeatManager,
  line: LineSnapshot,
  caller: CallerState,
): OwnSeat | null {
  if (who === null) return null;
  const { work, since, handledToday } = seat.state.get();
  const live = calls.state.get().calls.find(({ state, front }) => front && isLive(state));
  const call = calls.current.get();
  return {
    user: who.seatNumber,
    seatNumber: who.seatNumber,
    name: who.name.zh,
    state: work,
    since,
    onHold: live?.state === 'held',
    queue: call?.queue ?? null,
    flags: call === null ? [] : activeFlags(caller.flags),
    callId: call?.callId ?? null,
    handledToday,
    line: {
      up: line.state === 'registered',
      confirmedAt: line.lastConfirmedAt,
      validUntil: line.validUntil,
    },
  };
}
