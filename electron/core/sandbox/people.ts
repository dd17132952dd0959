import { maskCard } from '#shared/masking/card.ts';
import { maskDocument } from '#shared/masking/document.ts';
import { maskName } from '#shared/masking/name.ts';
import { maskPhone } from '#shared/masking/phone.ts';
import type { Bilingual } from '#shared/core/text.ts';
import type {
  WireCard,
  WireCustomer,
  WireFlag,
  WireLookup,
  WirePastCalls,
  WireRisk,
} from '#shared/core/wire-customer.ts';
import type { WireListedCard } from '#shared/core/wire-listed-card.ts';
import type { WireCase } from '#shared/core/wire-case.ts';
import type { WireReceipt } from '#shared/core/wire-hold.ts';
import type { WireCallRecord } from '#shared/core/wire-record.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { SampleCustomer } from './customers-file.ts';
import type { ControlTargets } from './control-ledger.ts';
import { isoAt, spanMs } from './sample-time.ts';
import type { TransactionRecord } from './transactions.ts';

export interface PeopleDeps {
  readonly clock: Clock;
  readonly customers: readonly SampleCustomer[];
  readonly receiptOf: (cardId: string) => WireReceipt | undefined;
  readonly isLost: (cardId: string) => boolean;
  readonly recorded: (
    customerId: string,
  ) => readonly { readonly recordId: string; readonly record: WireCallRecord }[];
  readonly casesOf: (customerId: string) => readonly WireCase[];
  /** What was decided about a transaction. */
  readonly transaction: (transactionId: string) => TransactionRecord | undefined;
}

/** The sandbox core's knowledge of its sample customers, masked as a core masks it. */
export interface People {
  lookup(number: string): WireLookup;
  customer(id: string): WireCustomer | undefined;
  cards(id: string): { readonly cards: readonly WireCard[] } | undefined;
  risk(id: string): WireRisk | undefined;
  calls(id: string): WirePastCalls | undefined;
  /** Targets of controls. */
  readonly targets: Pick<ControlTargets, 'card' | 'customer' | 'ownerOfCard'>;
  /** When the sample day of a customer began; what was decided about its sample transactions before is history. */
  dayOf(customerId: string): number;
  fullValue(id: string, what: 'card' | 'phone' | 'document', cardId: string | null): string | undefined;
}

/** A sample day begins when its customer first rings and begins anew after this time. */
const sampleDayMs = 20 * 60_000;

export function createPeople(deps: PeopleDeps): People {
  const byId = new Map(deps.customers.map((customer) => [customer.id, customer]));
  const dayFrom = new Map<string, number>();
  const anchor = (id: string): number => {
    const now = deps.clock.now();
    const from = dayFrom.get(id);
    if (from !== undefined && now - from < sampleDayMs) return from;
    dayFrom.set(id, now);
    return now;
  };
  const withCustomer = <T>(
    id: string,
    make: (customer: SampleCustomer, from: number) => T,
  ): T | undefined => {
    const customer = byId.get(id);
    return customer && make(customer, anchor(id));
  };
  return {
    lookup: (number) => lookup(deps.customers, number),
    customer: (id) => withCustomer(id, wireCustomer),
    cards: (id) =>
      withCustomer(id, (customer, from) => ({
        cards: customer.cards.map((card, at) =>
          wireCard(card, at === 0, from, deps.receiptOf(card.id), deps.isLost(card.id)),
        ),
      })),
    risk: (id) =>
      withCustomer(id, (customer, from) => withCases(wireRisk(customer, from), deps, customer.id)),
    calls: (id) => withCustomer(id, (customer, from) => pastCalls(customer, from, deps.recorded(id))),
    targets: targetsOf(deps.customers),
    dayOf: (customerId) => dayFrom.get(customerId) ?? 0,
    fullValue(id, what, cardId) {
      const customer = byId.get(id);
      if (what === 'card') return customer?.cards.find((card) => card.id === cardId)?.number;
      return what === 'phone' ? customer?.phone : customer?.document.number;
    },
  };
}

/** The sample customers' cards as a list of numbers would ask about them. */
export function listedCards(customers: readonly SampleCustomer[]): ReadonlyMap<string, WireListedCard> {
  return new Map(
    customers.flatMap((customer) =>
      customer.cards.map((card) => {
        const { name, masked } = { name: wireCustomer(customer).name, masked: maskCard(card.number) };
        const listed: WireListedCard = {
          cardId: card.id,
          customerId: customer.id,
          masked,
          state: card.state,
          holderMasked: name.masked,
          phoneMasked: maskPhone(customer.phone),
          atRisk: null,
        };
        return [card.number, listed] as const;
      }),
    ),
  );
}

/** What a control may be asked for. */
function targetsOf(
  customers: readonly SampleCustomer[],
): Pick<ControlTargets, 'card' | 'customer' | 'ownerOfCard'> {
  const cards = new Map(
    customers.flatMap(({ id, cards: own }) =>
      own.map((card) => [card.id, { owner: id, state: card.state }] as const),
    ),
  );
  return {
    card(id) {
      const state = cards.get(id)?.state;
      if (state === undefined) return 'unknown';
      return state === 'closed' || state === 'lost' ? 'closed' : 'open';
    },
    customer: (id) => customers.some((customer) => customer.id === id),
    ownerOfCard: (id) => cards.get(id)?.owner,
  };
}

function lookup(customers: readonly SampleCustomer[], number: string): WireLookup {
  const found = customers.flatMap((customer) =>
    customer.numbers.filter((own) => own.number === number).map((own) => ({ customer, own })),
  );
  return {
    matches: found.map(({ customer, own }) => ({
      customer: wireCustomer(customer),
      relation: own.relation,
      speakerName: own.speaker ?? null,
    })),
    numberFlags: found.flatMap(({ own }) => own.flags.map(wireFlag)),
  };
}

const wireFlag = ({ flag, note }: { flag: WireFlag['flag']; note?: Bilingual | undefined }): WireFlag => ({
  flag,
  note: note ?? null,
});

function wireCustomer(customer: SampleCustomer): WireCustomer {
  const { name, document } = customer;
  const latin = name.surname === name.latin;
  return {
    customerId: customer.id,
    name: {
      surname: name.surname,
      surnameLatin: name.latin,
      sex: name.sex,
      masked: maskName(latin ? `${name.given} ${name.surname}` : name.surname + name.given),
    },
    birthMonth: customer.birthMonth,
    branch: customer.branch,
    phoneMasked: maskPhone(customer.phone),
    document: {
      type: document.type,
      masked: maskDocument(document.number),
      country: document.country ?? null,
    },
    language: customer.language,
    dialect: customer.dialect ?? null,
    note: customer.note ?? null,
    flags: customer.flags.map(wireFlag),
    verification: customer.verification,
  };
}

function wireCard(
  card: SampleCustomer['cards'][number],
  primary: boolean,
  from: number,
  receipt: WireReceipt | undefined,
  lost: boolean,
): WireCard {
  const state = lost ? 'lost' : receipt ? 'held' : card.state;
  return {
    cardId: card.id,
    masked: maskCard(card.number),
    kind: card.kind,
    accountClass: card.accountClass ?? null,
    supplementary: card.supplementary,
    primary,
    product: card.product ?? null,
    facts: card.facts.map(({ id, ago, place }) => ({
      id,
      at: ago === undefined ? null : isoAt(from - spanMs(ago)),
      place: place ?? null,
    })),
    hold: { state, since: receipt?.at ?? null, receipt: receipt?.receipt ?? null },
    holdable: state === 'none',
  };
}

function wireRisk(customer: SampleCustomer, from: number): WireRisk {
  return {
    facts: customer.risk.map(({ cue, ago, params }) => ({
      cue,
      at: ago === undefined ? null : isoAt(from - spanMs(ago)),
      params,
    })),
    pending: customer.pending.map((pending) => ({
      transactionId: pending.id,
      money: pending.money,
      payeeMasked: pending.payeeMasked,
      payeeIsNew: pending.payeeIsNew,
      submittedAt: isoAt(from - spanMs(pending.ago)),
      deadlineAt: isoAt(from + spanMs(pending.deadlineIn)),
    })),
    today: customer.today.map(({ kind, ago, money, detail }) => ({
      kind,
      at: isoAt(from - spanMs(ago)),
      money: money ?? null,
      detail: detail ?? null,
    })),
  };
}

/** The transactions of open cases wait, too, and what is known of them is known of the account. */
function withCases(risk: WireRisk, { casesOf, transaction }: PeopleDeps, customerId: string): WireRisk {
  const open = casesOf(customerId).filter(({ state }) => state === 'waiting' || state === 'delayed');
  const latest = casesOf(customerId).at(-1);
  const known = new Set(risk.facts.map(({ cue }) => cue));
  const cues = new Set((open.length > 0 ? open : latest ? [latest] : []).flatMap((one) => one.cues));
  const waiting = risk.pending.flatMap((one) => {
    const record = transaction(one.transactionId);
    if (record === undefined) return [one];
    return record.state === 'delayed' && record.until !== null
      ? [{ ...one, deadlineAt: isoAt(record.until) }]
      : [];
  });
  return {
    ...risk,
    facts: [
      ...risk.facts,
      ...[...cues].filter((cue) => !known.has(cue)).map((cue) => ({ cue, at: null, params: {} })),
    ].slice(0, 30),
    pending: [
      ...waiting,
      ...open.map(({ transactionId, money, payeeMasked, payeeIsNew, submittedAt, deadlineAt }) => ({
        transactionId,
        money,
        payeeMasked,
        payeeIsNew,
        submittedAt,
        deadlineAt,
      })),
    ].slice(0, 20),
  };
}

function pastCalls(
  customer: SampleCustomer,
  from: number,
  recorded: readonly { readonly recordId: string; readonly record: WireCallRecord }[],
): WirePastCalls {
  const own = recorded.map(({ recordId, record }) => ({
    recordId,
    at: record.startedAt,
    topic: { zh: record.topic, en: '' },
    outcome: record.outcome,
    flags: record.flags,
  }));
  const sample = customer.calls.map(({ ago, topic, outcome, flags }, at) => ({
    recordId: `${customer.id}-call-${at + 1}`,
    at: isoAt(from - spanMs(ago)),
    topic,
    outcome,
    flags,
  }));
  const newestFirst = (a: { at: string }, b: { at: string }): number => Date.parse(b.at) - Date.parse(a.at);
  return { calls: [...own, ...sample].sort(newestFirst).slice(0, 50) };
}
