import type { ControlState, Hold, HoldTrouble } from '#shared/control/contract.ts';
import { isOpen, type HoldState } from '#shared/control/hold-state.ts';
import { noHolds } from '#shared/control/state.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import type { HoldRepository, HoldStep, NewHold, StoredHold } from './ports.ts';

export interface HoldBoardDeps {
  readonly clock: Clock;
  readonly repository: HoldRepository;
}

/** What the desk knows of its holds: always what the disk says, plus the trouble of the moment. */
export interface HoldBoard {
  readonly state: Source<ControlState>;
  load(): readonly StoredHold[];
  ask(hold: NewHold): StoredHold;
  step(holdId: string, from: readonly HoldState[], step: HoldStep): StoredHold;
  wired(holdId: string): StoredHold;
  trouble(holdId: string, trouble: HoldTrouble | null): void;
  find(holdId: string): StoredHold | undefined;
  latestOfCard(cardId: string): StoredHold | undefined;
}

/** A finished hold stays on the board for a shift. */
const keptMs = 12 * 3_600_000;

export function createHoldBoard({ clock, repository }: HoldBoardDeps): HoldBoard {
  const state = createPublisher<ControlState>(noHolds);
  const holds = new Map<string, Hold>();

  const publish = (): void => {
    const since = clock.now() - keptMs;
    for (const [id, hold] of holds) if (!isOpen(hold.state) && hold.askedAt < since) holds.delete(id);
    const list = [...holds.values()].toSorted((a, b) => b.askedAt - a.askedAt).slice(0, 500);
    state.set({ holds: list, outboxDepth: [...holds.values()].filter((hold) => isOpen(hold.state)).length });
  };
  const put = (stored: StoredHold): StoredHold => {
    // Trouble belongs to the way; a hold that has arrived has none.
    const trouble = isOpen(stored.state) ? (holds.get(stored.holdId)?.trouble ?? null) : null;
    holds.set(stored.holdId, { ...stored, trouble });
    publish();
    return stored;
  };
  return {
    state,
    load() {
      for (const stored of repository.openAndSince(clock.now() - keptMs)) put(stored);
      return [...holds.values()].filter((hold) => isOpen(hold.state));
    },
    ask: (hold) => put(repository.ask(hold)),
    step: (holdId, from, step) => put(repository.step(holdId, from, step)),
    wired: (holdId) => put(repository.wired(holdId, clock.now())),
    trouble(holdId, trouble) {
      const hold = holds.get(holdId);
      if (!hold || !isOpen(hold.state)) return;
      holds.set(holdId, { ...hold, trouble });
      publish();
    },
    find: (holdId) => repository.find(holdId),
    latestOfCard: (cardId) => repository.latestOfCard(cardId),
  };
}
