import type { CurrentCall } from '#electron/call/ports.ts';
import type { CoreGateway } from '#electron/core/ports.ts';
import type { Log } from '#electron/log/log.ts';
import type { CallerCard, CallerState } from '#shared/caller/contract.ts';
import type { AgeRule } from '#shared/caller/flag-rules.ts';
import { normalizeNumber } from '#shared/caller/number.ts';
import { ownFlagRules } from '#shared/caller/own-rules.ts';
import type { FlagRules } from '#shared/caller/rule-facts.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import type { CallId } from '#shared/lib/ids.ts';
import type { Source } from '#shared/lib/publisher.ts';
import { lookUpCaller } from './lookup.ts';
import type { PanelFacts } from './panel-facts.ts';
import { riskFrom } from './translate.ts';
import { createPanelModel } from './panel-model.ts';
import type { CallerRepository } from './ports.ts';

export interface CallerPanelDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly core: CoreGateway;
  readonly current: Source<CurrentCall | null>;
  readonly repository: CallerRepository;
  /** Asked at every change, as the setting may change during a shift. */
  readonly ageRule: () => AgeRule;
  /** The table of care flags in force; left out: the desk's own rules. */
  readonly flagRules?: Source<FlagRules>;
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
  /** Asks the core again what waits on the account: a transaction was decided. What is shown stays until it has answered. */
  riskChanged(transactionId: string): void;
  /** A card of this or one of the last callers, by its opaque id. */
  findCard(cardId: string): CallerCard | undefined;
  /** What is to be kept of this call is on disk when this returns: before the call is finished. */
  keepNow(): void;
  dispose(): void;
}

/** Who is calling: looked up at the ring, shown piece by piece, with every failure said and the call unaffected. */
export function createCallerPanel(deps: CallerPanelDeps): CallerPanel {
  const { clock, core, log } = deps;
  const rules = () => ({ ageRule: deps.ageRule(), flagRules: deps.flagRules?.get() ?? ownFlagRules });
  const model = createPanelModel({ ...deps, rules });
  let leave: Undo = () => undefined;

  const start = (call: CurrentCall): void => {
    const number = normalizeNumber(call.number);
    const abort = new AbortController();
    model.begin(call, number);
    const undoSlow = clock.after(deps.slowAfterMs ?? 800, () => {
      if (model.facts()?.match === 'looking') model.learn({ match: 'slow' });
    });
    leave = () => {
      undoSlow();
      abort.abort();
    };
    const asked = { core, learn: model.learn, signal: abort.signal };
    void lookUpCaller(asked, { customerId: call.customerId, number })
      .then(() => {
        undoSlow();
        if (!abort.signal.aborted) model.remember();
      })
      .catch((error: unknown) => log.error('look-up broke', { error: String(error) }));
  };
  const follow = (call: CurrentCall | null): void => {
    const shown = model.facts()?.call;
    // The same call with another number: somebody else is at the other end, and nothing of the one before is theirs.
    if (call && call.callId === shown?.callId && call.number === shown.number) return model.renew(call);
    if (!call && !model.facts()) return;
    leave();
    if (call) start(call);
    else model.clear();
  };
  const undoRules = deps.flagRules?.subscribe(model.rulesChanged);
  const undoCalls = deps.current.subscribe(follow);
  follow(deps.current.get());

  const isCurrent = (callId: CallId): boolean => model.facts()?.call.callId === callId;
  return {
    state: model.state,
    facts: model.facts,
    findCard: model.findCard,
    keepNow: model.keepNow,
    notesChanged(callId) {
      if (isCurrent(callId)) model.notesChanged();
    },
    lookUpAgain(callId) {
      const facts = model.facts();
      if (!facts || !isCurrent(callId)) return false;
      leave();
      start(facts.call);
      return true;
    },
    riskChanged(transactionId) {
      const facts = model.facts();
      const waiting = facts?.risk.pendingTransaction?.transactionId === transactionId;
      if (!facts?.customer || !waiting) return;
      const { callId } = facts.call;
      void core.risk(facts.customer.customerId).then((answer) => {
        // The next caller's panel learns nothing of the last one.
        if (answer.ok && isCurrent(callId)) model.learn({ risk: riskFrom(answer.value) });
      });
    },
    dispose() {
      undoCalls();
      undoRules?.();
      leave();
    },
  };
}
