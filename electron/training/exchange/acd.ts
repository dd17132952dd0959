import type { Clock, Undo } from '#shared/lib/clock.ts';

/**
 * The queue of the embedded exchange: first come first served over all queues, longest-ready seat first.
 * Pure of SIP: it says "offer this call to that seat" and is told what became of it.
 * No skills and no priorities: a training floor has a handful of seats, and the desk never routes in production.
 */
export interface QueuedCall {
  readonly callId: string;
  readonly queue: string;
  readonly since: number;
}

export interface AcdDeps {
  readonly clock: Clock;
  /** Whether a seat can be rung at all: registered and without a call. */
  canRing(user: string): boolean;
  offer(callId: string, user: string): void;
  /** A seat that has just not taken this call is spared it for so long, unless nobody else is there. */
  readonly spareMs: number;
}

interface Seat {
  readySince: number | null;
  offered: string | null;
}

export interface Acd {
  setReady(user: string, ready: boolean): void;
  isReady(user: string): boolean;
  enqueue(call: QueuedCall): void;
  /** The call left: answered, or the caller gave up. */
  remove(callId: string): void;
  /** The seat did not take the call; it goes back to its old place, the seat to the end of the ready ones. */
  notTaken(callId: string, user: string): void;
  /** Something outside changed (a seat registered, a call ended): look again. */
  look(): void;
  waiting(queue?: string): readonly QueuedCall[];
  dispose(): void;
}

export function createAcd(deps: AcdDeps): Acd {
  const seats = new Map<string, Seat>();
  const queue: QueuedCall[] = [];
  const offers = new Map<string, string>();
  /** callId|user → spared until */
  const spared = new Map<string, number>();
  let undoLater: Undo | null = null;
  let order = 0;

  const seatOf = (user: string): Seat => {
    const seat = seats.get(user) ?? { readySince: null, offered: null };
    seats.set(user, seat);
    return seat;
  };
  const free = (): string[] =>
    [...seats]
      .filter(([user, seat]) => seat.readySince !== null && seat.offered === null && deps.canRing(user))
      .toSorted(([, a], [, b]) => (a.readySince ?? 0) - (b.readySince ?? 0))
      .map(([user]) => user);

  const pass = (): void => {
    let nextLookMs = Number.POSITIVE_INFINITY;
    for (const call of queue.filter((waiting) => !offers.has(waiting.callId))) {
      const candidates = free();
      if (candidates.length === 0) break;
      const until = (user: string): number => spared.get(`${call.callId}|${user}`) ?? 0;
      const now = deps.clock.now();
      const seat = candidates.find((user) => until(user) <= now);
      if (seat === undefined) {
        nextLookMs = Math.min(nextLookMs, ...candidates.map((user) => until(user) - now));
        continue;
      }
      seatOf(seat).offered = call.callId;
      offers.set(call.callId, seat);
      deps.offer(call.callId, seat);
    }
    undoLater?.();
    undoLater = Number.isFinite(nextLookMs) ? deps.clock.after(Math.max(10, nextLookMs), look) : null;
  };
  // One pass at a time: offering may answer at once and come back in here.
  let looking = false;
  let again = false;
  const look = (): void => {
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    do {
      again = false;
      pass();
    } while (again);
    looking = false;
  };
  const clearOffer = (callId: string): void => {
    const user = offers.get(callId);
    offers.delete(callId);
    if (user !== undefined) seatOf(user).offered = null;
  };

  return {
    setReady(user, ready) {
      const seat = seatOf(user);
      if (ready === (seat.readySince !== null)) return;
      seat.readySince = ready ? ++order : null;
      look();
    },
    isReady: (user) => (seats.get(user)?.readySince ?? null) !== null,
    enqueue(call) {
      queue.push(call);
      look();
    },
    remove(callId) {
      const at = queue.findIndex((call) => call.callId === callId);
      if (at >= 0) queue.splice(at, 1);
      clearOffer(callId);
      for (const key of spared.keys()) if (key.startsWith(`${callId}|`)) spared.delete(key);
      look();
    },
    notTaken(callId, user) {
      clearOffer(callId);
      spared.set(`${callId}|${user}`, deps.clock.now() + deps.spareMs);
      const seat = seatOf(user);
      if (seat.readySince !== null) seat.readySince = ++order;
      look();
    },
    look,
    waiting: (name) => queue.filter((call) => name === undefined || call.queue === name),
    dispose: () => undoLater?.(),
  };
}
