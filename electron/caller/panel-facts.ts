import type { CurrentCall } from '#electron/call/ports.ts';
import type { CallerCard, CallerState, PartState, PastCall } from '#shared/caller/contract.ts';
import type { FlagConsent, FlagNote } from '#shared/caller/flag-rules.ts';
import type { Relation } from '#shared/caller/identity.ts';
import type { Bilingual } from '#shared/core/text.ts';
import type { WireCustomer, WireFlag } from '#shared/core/wire-customer.ts';
import type { IdentityNote, Subject } from './ports.ts';
import { noRisk, type RiskView } from './translate.ts';

/** Everything known about the caller of one call. The panel is derived from it, never kept beside it. */
export interface PanelFacts {
  readonly call: CurrentCall;
  /** E.164 where the country is certain; null when withheld. */
  readonly number: string | null;
  readonly match: CallerState['match'];
  readonly failure: CallerState['failure'];
  readonly matchedBy: CallerState['matchedBy'];
  readonly lookupStartedAt: number;
  readonly lookedUpInMs: number | null;
  readonly candidates: number;
  readonly customer: WireCustomer | null;
  /** What the owner of the number is to the customer, as the core has it. */
  readonly relationOnFile: Relation;
  readonly speakerOnFile: Bilingual | null;
  readonly numberFlags: readonly WireFlag[];
  readonly parts: Readonly<Record<'cards' | 'risk' | 'history', PartState>>;
  readonly cards: readonly CallerCard[];
  readonly risk: RiskView;
  readonly coreHistory: readonly PastCall[];
  readonly deskHistory: readonly PastCall[];
  readonly flagNotes: readonly FlagNote[];
  readonly flagConsents: readonly FlagConsent[];
  readonly identityNotes: readonly IdentityNote[];
}

export function firstFacts(call: CurrentCall, number: string | null, now: number): PanelFacts {
  return {
    call,
    number,
    match: 'looking',
    failure: null,
    matchedBy: null,
    lookupStartedAt: now,
    lookedUpInMs: null,
    candidates: 0,
    customer: null,
    relationOnFile: 'unknown',
    speakerOnFile: null,
    numberFlags: [],
    parts: { cards: 'none', risk: 'none', history: 'none' },
    cards: [],
    risk: noRisk,
    coreHistory: [],
    deskHistory: [],
    flagNotes: [],
    flagConsents: [],
    identityNotes: [],
  };
}

/** Whose notes belong to this caller: the customer's, and those taken under the number before anyone was known. */
export function subjectsOf({ call, number, customer }: PanelFacts): readonly [Subject, ...Subject[]] {
  const byNumber = number === null ? `call:${call.callId}` : `number:${number}`;
  return customer === null ? [byNumber] : [`customer:${customer.customerId}`];
}
