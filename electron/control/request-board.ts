import type {
  ControlRequest,
  ControlState,
  HoldTrouble,
  ReleaseAsk,
  Told,
} from '#shared/control/contract.ts';
import { isOpen, type HoldState } from '#shared/control/hold-state.ts';
import { holdsAmong, noHolds } from '#shared/control/state.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import type { HoldStep, NewRequest, RequestRepository, StoredRequest } from './ports.ts';

export interface RequestBoardDeps {
  readonly clock: Clock;
  readonly repository: RequestRepository;
}

/** What the desk knows of its requests: always what the disk says, plus the trouble of the moment. */
export interface RequestBoard {
  readonly state: Source<ControlState>;
  load(): readonly StoredRequest[];
  ask(request: NewRequest): StoredRequest;
  step(requestId: string, from: readonly HoldState[], step: HoldStep): StoredRequest;
  wired(requestId: string): StoredRequest;
  told(requestId: string, told: Told): void;
  trouble(requestId: string, trouble: HoldTrouble | null): void;
  askRelease(ask: ReleaseAsk): ReleaseAsk;
  decideRelease: RequestRepository['decideRelease'];
  find(requestId: string): StoredRequest | undefined;
  latestOf: RequestRepository['latestOf'];
}

/** A finished request stays on the board for a shift. */
const keptMs = 12 * 3_600_000;

export function createRequestBoard({ clock, repository }: RequestBoardDeps): RequestBoard {
  const state = createPublisher<ControlState>(noHolds);
  // In the order of asking: the clock may have been set back in between.
  const requests = new Map<string, ControlRequest>();
  let asks: readonly ReleaseAsk[] = [];

  const publish = (): void => {
    const since = clock.now() - keptMs;
    for (const [id, one] of requests) if (!isOpen(one.state) && one.askedAt < since) requests.delete(id);
    const list = [...requests.values()].toReversed().slice(0, 500);
    const outboxDepth = [...requests.values()].filter((one) => isOpen(one.state)).length;
    state.set({ requests: list, holds: holdsAmong(list), outboxDepth, releaseAsks: [...asks] });
  };
  const keep = (stored: StoredRequest): void => {
    // Trouble belongs to the way; a request that has arrived has none.
    const trouble = isOpen(stored.state) ? (requests.get(stored.requestId)?.trouble ?? null) : null;
    requests.set(stored.requestId, { ...stored, trouble });
    // What an undo took back is shown as taken back.
    const undone = requests.get(stored.undoes?.requestId ?? '');
    if (undone && stored.state === 'confirmed')
      requests.set(undone.requestId, { ...undone, undoneAt: stored.answeredAt });
  };
  const put = (stored: StoredRequest): StoredRequest => {
    keep(stored);
    // The receipt of a release closes the ask for it, in the same transaction.
    if (stored.undoes && stored.state === 'confirmed') asks = repository.releaseAsks(clock.now() - keptMs);
    publish();
    return stored;
  };
  const readAsks = (): void => {
    asks = repository.releaseAsks(clock.now() - keptMs);
    publish();
  };
  return {
    state,
    load() {
      for (const stored of repository.openAndSince(clock.now() - keptMs)) keep(stored);
      readAsks();
      return [...requests.values()].filter((one) => isOpen(one.state));
    },
    ask: (request) => put(repository.ask(request)),
    step: (requestId, from, step) => put(repository.step(requestId, from, step)),
    wired: (requestId) => put(repository.wired(requestId, clock.now())),
    told: (requestId, told) => void put(repository.addTold(requestId, told)),
    trouble(requestId, trouble) {
      const one = requests.get(requestId);
      if (!one || !isOpen(one.state)) return;
      requests.set(requestId, { ...one, trouble });
      publish();
    },
    askRelease(ask) {
      const kept = repository.askRelease(ask);
      readAsks();
      return kept;
    },
    decideRelease(askId, decision) {
      const kept = repository.decideRelease(askId, decision);
      readAsks();
      return kept;
    },
    find: repository.find,
    latestOf: repository.latestOf,
  };
}
