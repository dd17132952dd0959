import type { CurrentCall } from '#electron/call/ports.ts';
import type { Log } from '#electron/log/log.ts';
import type { CallerCard, CallerState } from '#shared/caller/contract.ts';
import { activeFlags } from '#shared/caller/flag-rules.ts';
import { noCallerState } from '#shared/caller/state.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import { firstFacts, subjectsOf, type PanelFacts } from './panel-facts.ts';
import { panelView, type ViewRules } from './panel-view.ts';
import type { CallerRepository } from './ports.ts';

export interface PanelModelDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly repository: CallerRepository;
  readonly rules: () => ViewRules;
}

/** The facts of one call at a time, the panel that follows from them, and the notes on disk that belong to them. */
export interface PanelModel {
  readonly state: Source<CallerState>;
  facts(): PanelFacts | null;
  begin(call: CurrentCall, number: string | null): void;
  /** The same call, answered or ended meanwhile. */
  renew(call: CurrentCall): void;
  clear(): void;
  learn(piece: Partial<PanelFacts>): void;
  notesChanged(): void;
  /** Keeps what a record of this call will need, should the program die before the wrap-up. */
  remember(): void;
  findCard(cardId: string): CallerCard | undefined;
}

/** Cards of earlier callers are kept for a while: the agent may hold one while the next call already rings. */
const cardsKept = 200;

export function createPanelModel({ clock, log, repository, rules }: PanelModelDeps): PanelModel {
  const state = createPublisher<CallerState>(noCallerState);
  const cards = new Map<string, CallerCard>();
  let facts: PanelFacts | null = null;
  let beganAtMs = 0;

  const show = (next: PanelFacts | null): void => {
    facts = next;
    state.set(next ? panelView(next, rules()) : noCallerState);
  };
  const withNotes = (next: PanelFacts): PanelFacts =>
    guarded(log, 'notes not read', next, () => readNotes(repository, next));
  const remember = (): void => {
    const now = facts;
    if (now) guarded(log, 'call not remembered', undefined, () => keepCall(repository, now, state.get()));
  };
  return {
    state,
    facts: () => facts,
    begin(call, number) {
      beganAtMs = clock.monotonicMs();
      show(firstFacts(call, number, clock.now()));
    },
    renew(call) {
      if (facts) facts = { ...facts, call };
    },
    clear: () => show(null),
    learn(piece) {
      if (!facts) return;
      for (const card of piece.cards ?? []) keepCard(cards, card);
      // The first answer decides whose notes these are; after that only the pieces change.
      const settled = piece.match !== undefined && piece.match !== 'slow';
      if (!settled) return show({ ...facts, ...piece });
      const lookedUpInMs = Math.max(0, clock.monotonicMs() - beganAtMs);
      show(withNotes({ ...facts, ...piece, lookedUpInMs }));
      remember();
    },
    notesChanged() {
      if (!facts) return;
      show(withNotes(facts));
      remember();
    },
    remember,
    findCard: (cardId) => cards.get(cardId),
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

function keepCall(repository: CallerRepository, facts: PanelFacts, state: CallerState): void {
  repository.rememberCall({
    callId: facts.call.callId,
    subject: subjectsOf(facts)[0],
    customerId: facts.customer?.customerId ?? null,
    startedAt: facts.call.startedAt,
    flags: activeFlags(state.flags),
  });
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
