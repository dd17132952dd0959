import type { CurrentCall } from '#electron/call/ports.ts';
import type { Log } from '#electron/log/log.ts';
import type { CallerCard, CallerState } from '#shared/caller/contract.ts';
import { activeFlags } from '#shared/caller/flag-rules.ts';
import { noCallerState } from '#shared/caller/state.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
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
  /** The rules have changed: the same facts are looked at anew. */
  rulesChanged(): void;
  /** Keeps what a record of this call will need, should the program die before the wrap-up. */
  remember(): void;
  /** What still waits to be remembered is on disk when this returns. */
  keepNow(): void;
  findCard(cardId: string): CallerCard | undefined;
}

/** Cards, risk and history come one after the other: what comes so close together is shown at once. */
const togetherMs = 5;
/** The screen is told first: a synced write can take as long as many frames. */
const rememberAfterMs = 200;

/** Cards of earlier callers are kept for a while: the agent may hold one while the next call already rings. */
const cardsKept = 200;

export function createPanelModel({ clock, log, repository, rules }: PanelModelDeps): PanelModel {
  const state = createPublisher<CallerState>(noCallerState);
  const cards = new Map<string, CallerCard>();
  let facts: PanelFacts | null = null;
  let beganAtMs = 0;
  const showing = createSoon(clock, togetherMs, () => show(facts));
  const remembering = createSoon(clock, rememberAfterMs, () => {
    const now = facts;
    if (now)
      guarded(log, 'call not remembered', undefined, () =>
        keepCall(repository, now, panelView(now, rules())),
      );
  });

  const show = (next: PanelFacts | null): void => {
    showing.drop();
    facts = next;
    state.set(next ? panelView(next, rules()) : noCallerState);
  };
  const withNotes = (next: PanelFacts): PanelFacts =>
    guarded(log, 'notes not read', next, () => readNotes(repository, next));
  /** Another call, or none: what is known of this one is kept first. */
  const leave = (next: PanelFacts | null): void => {
    if (showing.waits()) show(facts);
    remembering.now();
    show(next);
  };
  return {
    state,
    facts: () => facts,
    begin(call, number) {
      beganAtMs = clock.monotonicMs();
      leave(firstFacts(call, number, clock.now()));
    },
    renew(call) {
      if (facts) facts = { ...facts, call };
    },
    clear: () => leave(null),
    learn(piece) {
      if (!facts) return;
      for (const card of piece.cards ?? []) keepCard(cards, card);
      // The first answer decides whose notes these are; after that only the pieces change.
      const settled = piece.match !== undefined && piece.match !== 'slow';
      if (!settled) {
        facts = { ...facts, ...piece };
        return showing.soon();
      }
      const lookedUpInMs = Math.max(0, clock.monotonicMs() - beganAtMs);
      show(withNotes({ ...facts, ...piece, lookedUpInMs }));
      remembering.soon();
    },
    notesChanged() {
      if (!facts) return;
      show(withNotes(facts));
      remembering.soon();
    },
    rulesChanged() {
      if (!facts) return;
      show(facts);
      remembering.soon();
    },
    remember: remembering.soon,
    keepNow: remembering.now,
    findCard: (cardId) => cards.get(cardId),
  };
}

interface Soon {
  soon(): void;
  /** Does it at once if it waits. */
  now(): void;
  drop(): void;
  waits(): boolean;
}

/** Something that is done once, however often it was asked for meanwhile. */
function createSoon(clock: Clock, delayMs: number, act: () => void): Soon {
  let undo: Undo | null = null;
  const drop = (): void => {
    undo?.();
    undo = null;
  };
  const run = (): void => {
    drop();
    act();
  };
  return {
    soon: () => void (undo ??= clock.after(delayMs, run)),
    now() {
      if (undo) run();
    },
    drop,
    waits: () => undo !== null,
  };
}

function readNotes(repository: CallerRepository, facts: PanelFacts): PanelFacts {
  const subjects = subjectsOf(facts);
  const { callId } = facts.call;
  return {
    ...facts,
    flagNotes: repository.flagNotes(subjects, callId),
    flagConsents: repository.flagConsents(subjects, callId),
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
