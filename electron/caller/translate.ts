import type {
  AccountAction,
  CallerCard,
  Holder,
  PastCall,
  PendingTransaction,
  RiskFact,
} from '#shared/caller/contract.ts';
import { ageAt } from '#shared/caller/age.ts';
import { personName } from '#shared/caller/name.ts';
import type { WireCard, WireCustomer, WirePastCalls, WireRisk } from '#shared/core/wire-customer.ts';
import { maskCard } from '#shared/masking/card.ts';
import { maskDocument } from '#shared/masking/document.ts';
import { maskPhone } from '#shared/masking/phone.ts';

const instant = (time: string | null): number | null => (time === null ? null : Date.parse(time));

/** The core's words as the panel shows them. Masks are laid on again: a core that forgets one must not show through. */
export function holderFrom(customer: WireCustomer, now: number): Holder {
  const { birthMonth, document } = customer;
  return {
    customerIdToken: customer.customerId,
    name: personName(customer.name),
    age: birthMonth === null ? null : ageAt(birthMonth, now),
    birthMonth,
    branch: customer.branch,
    phoneMasked: customer.phoneMasked === null ? null : maskPhone(customer.phoneMasked),
    document: document && { ...document, masked: maskDocument(document.masked) },
    language: customer.language,
    dialect: customer.dialect,
    note: customer.note,
  };
}

export function cardsFrom(cards: readonly WireCard[]): CallerCard[] {
  return cards.map((card) => ({
    ...card,
    masked: maskCard(card.masked),
    facts: card.facts.map((fact) => ({ ...fact, at: instant(fact.at) })),
    hold: { ...card.hold, since: instant(card.hold.since) },
  }));
}

export interface RiskView {
  readonly riskFacts: RiskFact[];
  readonly pendingTransaction: PendingTransaction | null;
  readonly pendingMore: number;
  readonly todayActions: AccountAction[];
}

export const noRisk: RiskView = { riskFacts: [], pendingTransaction: null, pendingMore: 0, todayActions: [] };

export function riskFrom(risk: WireRisk): RiskView {
  const pending = risk.pending
    .map((one) => ({
      ...one,
      submittedAt: Date.parse(one.submittedAt),
      deadlineAt: Date.parse(one.deadlineAt),
    }))
    .toSorted((a, b) => a.deadlineAt - b.deadlineAt);
  return {
    riskFacts: risk.facts.map((fact) => ({ ...fact, at: instant(fact.at) })),
    pendingTransaction: pending[0] ?? null,
    pendingMore: Math.max(0, pending.length - 1),
    todayActions: risk.today
      .map((action) => ({ ...action, at: Date.parse(action.at) }))
      .toSorted((a, b) => b.at - a.at),
  };
}

export function pastCallsFrom(calls: WirePastCalls['calls']): PastCall[] {
  return calls.map((call) => ({ ...call, at: Date.parse(call.at), from: 'core' as const }));
}

/** Both records of the same caller: the core's, and this desk's own that the core has not (or not yet) taken over. */
export function mergeHistory(core: readonly PastCall[], desk: readonly PastCall[]): PastCall[] {
  const known = new Set(core.map(({ recordId }) => recordId));
  return [...core, ...desk.filter(({ recordId }) => !known.has(recordId))]
    .toSorted((a, b) => b.at - a.at)
    .slice(0, 50);
}
