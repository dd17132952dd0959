import type { CurrentCall } from '#electron/call/ports.ts';
import type { CoreGateway } from '#electron/core/ports.ts';
import type { Log } from '#electron/log/log.ts';
import type { CallerCard, CallerState } from '#shared/caller/contract.ts';
import { activeFlags, type AgeRule } from '#shared/caller/flag-rules.ts';
import { normalizeNumber } from '#shared/caller/number.ts';
import { noCallerState } from '#shared/caller/state.ts';
import type { CareFlag } from '#shared/care/care-flag.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import { lookUpCaller } from './lookup.ts';
import { firstFacts, subjectsOf, type PanelFacts } from './panel-facts.ts';
import { panelView } from './panel-view.ts';
import type { CallerRepository } from './ports.ts';

export interface CallerPanelDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly core: CoreGateway;
  readonly current: Source<CurrentCall | null>;
  readonly repository: CallerRepository;
  /** Asked at every change, as the setting may change during a shift. */
  readonly ageRule: () => AgeRule;
  readonly queueFlags?: Readonly<Record<string, CareFlag>>;
  /** After this the skeleton says that the core is slow. Default 800 ms. */
  readonly slowAfterMs?: number;
}

export interface CallerPanel {
  readonly state: Source<CallerState>;
  /** Facts of the current call; null between calls. For the rooms' own use, never for a window. */
  facts(): PanelFacts | null;
  /** Reads this call's notes anew after one was written. */
  notesChanged(callId: CallId): void;
  /** Forgets what the core said and asks again. False when the call is no longer on the panel. */
  lookUpAgain(callId: CallId): boolean;
  /** A card of this or one of the last callers, by its opaque id. */
  findCard(cardId: string): CallerCard | undefined;
  dispose(): void;
}

/** Queues of the embedded exchange that a caller chose for a need. A real exchange's names come by configuration. */
const embeddedQueueFlags: Readonly<Record<string, CareFlag>> = {
  'queue-elderly': 'elderly',
  'queue-hearing': 'hearingImpaired',
  'queue-foreign': 'foreignLanguage',
};

/** Cards of earlier callers are kept for a while: the agent may hold one while the next call already rings. */
const cardsKept = 200;

/** Who is calling: looked up at the ring, shown piece by piece, with every failure said and the call unaffected. */
export function createCallerPanel(deps: CallerPanelDeps): CallerPanel {
  const { clock, repository, log } = deps;
  const rules = () => ({ ageRule: deps.ageRule(), queueFlags: deps.queueFlags ?? embeddedQueueFlags });
  const state = createPublisher<CallerState>(noCallerState);
  const cards = new Map<string, CallerCard>();
  let facts: PanelFacts | null = null;
  let leave: Undo = () => undefined;

  const show = (next: PanelFacts | null): void => {
    facts = next;
    state.set(next ? panelView(next, rules()) : noCallerState);
  };
  const learn = (piece: Partial<PanelFacts>): void => {
    if (!facts) return;
    const before = facts;
    const settled = piece.match !== undefined && piece.match !== 'slow';
    const next = {
      ...before,
      ...piece,
      ...(settled ? { lookedUpInMs: Math.max(0, clock.monotonicMs() - lookupFrom) } : {}),
    };
    for (const card of piece.cards ?? []) keepCard(cards, card);
    // The first answer decides whose notes these are; after that only the pieces change.
    show(settled ? withNotes(next) : next);
    if (settled) remember();
  };
  const withNotes = (next: PanelFacts): PanelFacts =>
    guarded(log, 'notes not read', next, () => readNotes(repository, next));
  const remember = (): void => {
    if (!facts) return;
    const { call, customer } = facts;
    const onFile = {
      callId: call.callId,
      subject: subjectsOf(facts)[0],
      customerId: customer?.customerId ?? null,
      startedAt: call.startedAt,
      flags: activeFlags(state.get().flags),
    };
    guarded(log, 'call not remembered', undefined, () => repository.rememberCall(onFile));
  };

  let lookupFrom = 0;
  const start = (call: CurrentCall): void => {
    const number = normalizeNumber(call.number);
    const abort = new AbortController();
    lookupFrom = clock.monotonicMs();
    show(firstFacts(call, number, clock.now()));
    const undoSlow = clock.after(deps.slowAfterMs ?? 800, () => {
      if (facts?.match === 'looking') learn({ match: 'slow' });
    });
    leave = () => {
      undoSlow();
      abort.abort();
    };
    void lookUpCaller(
      { core: deps.core, learn, signal: abort.signal },
      { customerId: call.customerId, number },
    ).then(
      () => {
        undoSlow();
        if (!abort.signal.aborted) remember();
      },
      (error: unknown) => log.error('look-up broke', { error: String(error) }),
    );
  };
  const follow = (call: CurrentCall | null): void => {
    if (call?.callId === facts?.call.callId) {
      if (call && facts) facts = { ...facts, call };
      return;
    }
    leave();
    if (call) start(call);
    else show(null);
  };
  const undoCalls = deps.current.subscribe(follow);
  follow(deps.current.get());

  return {
    state,
    facts: () => facts,
    notesChanged(callId) {
      if (facts?.call.callId !== callId) return;
      show(withNotes(facts));
      remember();
    },
    lookUpAgain(callId) {
      if (facts?.call.callId !== callId) return false;
      leave();
      start(facts.call);
      return true;
    },
    findCard: (cardId) => cards.get(cardId),
    dispose() {
      undoCalls();
      leave();
    },
  };
}

function readNotes(repository: CallerRepository, facts: PanelFacts): PanelFacts {
  const subjects = subjectsOf(facts);
  const { callId } = facts.call;
  return {
    ...facts,
    flagNotes: repository.flagNotes(subjects, callId),
    identityNotes: repository.identityNotes(callId),
    deskHistory: repository.pastCalls(subjects, callId, 50),
  };
}

function keepCard(cards: Map<string, CallerCard>, card: CallerCard): void {
  cards.delete(card.cardId);
  cards.set(card.cardId, card);
  const [oldest] = cards.keys();
  if (cards.size > cardsKept && oldest !== undefined) cards.delete(oldest);
}

/** A store that fails must not take the panel with it: the caller is on the line. */
function guarded<T>(log: Log, event: string, otherwise: T, run: () => T): T {
  try {
    return run();
  } catch (error) {
    log.error(event, { error: String(error) });
    return otherwise;
  }
}
