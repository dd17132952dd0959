import {
  wireAttemptRecordSchema,
  wireClaimSchema,
  type WireCase,
  type WireCases,
  type WireClaimAnswer,
} from '#shared/core/wire-case.ts';
import { attemptsWithoutAnswer } from '#shared/cases/words.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import { maskCard } from '#shared/masking/card.ts';
import { maskName } from '#shared/masking/name.ts';
import { maskPhone } from '#shared/masking/phone.ts';
import type { SampleCase } from '#shared/cases/sample-case.ts';
import type { SampleCustomer } from './customers-file.ts';
import type { CaseEntry, Entry, KeptCase } from './entries.ts';
import { refusal, reply, type Reply } from './reply.ts';
import { isoAt, spanMs } from './sample-time.ts';
import type { Transactions } from './transactions.ts';

export interface CaseDeskDeps {
  readonly clock: Clock;
  readonly customers: readonly SampleCustomer[];
  readonly transactions: Transactions;
  readonly keep: (entry: Entry) => void;
  /** How long a seat has a case without renewing. */
  readonly leaseMs: number;
  /** How long a desk has to refuse and protect itself after the second attempt, before the core does it alone. */
  readonly ruleAfterMs: number;
  /** The account takes no non-counter transactions any more. */
  readonly protect: (customerId: string) => void;
  readonly isProtected: (customerId: string) => boolean;
}

/** The sandbox core's verification cases: arrivals, leases, attempts, and the rule of the two attempts. */
export interface CaseDesk {
  /** A transaction was stopped and waits to be asked for. Answers the case's id. */
  arrive(sample: SampleCase): string;
  claim(caseId: string, body: unknown): Reply;
  giveBack(caseId: string, body: unknown): Reply;
  attempt(caseId: string, body: unknown): Reply;
  /** Open ones and those closed lately. */
  cases(): WireCases;
  ofCustomer(customerId: string): readonly WireCase[];
  /** Whose the transaction of a case is. */
  ownerOf(transactionId: string): string | undefined;
  onChange(listener: (changed: WireCase) => void): Undo;
  /** Told when an account was protected elsewhere. */
  accountChanged(customerId: string): void;
  replay(entry: CaseEntry): void;
  resume(): void;
  dispose(): void;
}

const keptMs = 12 * 3_600_000;
/** A case is shown with the transactions refused to the same payee in this time. */
const sameDayMs = 24 * 3_600_000;

export function createCaseDesk(deps: CaseDeskDeps): CaseDesk {
  const { clock, transactions } = deps;
  const kept = new Map<string, KeptCase>();
  const leases = new Map<string, { readonly seat: string; readonly until: number; readonly undo: Undo }>();
  const rules = new Map<string, Undo>();
  const listeners = new Set<(changed: WireCase) => void>();
  const customers = new Map(deps.customers.map((one) => [one.id, one]));

  const invalid = (one: KeptCase): boolean =>
    one.attempts.length >= attemptsWithoutAnswer && one.attempts.every(({ result }) => result !== 'talked');
  const stateOf = (one: KeptCase): WireCase['state'] => {
    const record = transactions.record(one.transactionId);
    if (record === undefined) return 'waiting';
    if (record.state === 'delayed') return 'delayed';
    // Refused before anybody has talked to them: it stays open until somebody has (case 3.16).
    return record.state === 'refused' && record.by !== 'timer' && invalid(one) ? 'blocked' : 'closed';
  };
  const wire = (one: KeptCase): WireCase => {
    const record = transactions.record(one.transactionId);
    const lease = leases.get(one.caseId);
    const { number: _number, ...shown } = one;
    return {
      ...shown,
      deadlineAt: record?.until === undefined || record.until === null ? one.deadlineAt : isoAt(record.until),
      lease: lease ? { seat: lease.seat, until: isoAt(lease.until) } : null,
      state: stateOf(one),
      delayedUntil: record?.state === 'delayed' && record.until !== null ? isoAt(record.until) : null,
      decision:
        record === undefined || record.state === 'delayed'
          ? null
          : {
              kind: record.state,
              by: record.by,
              at: isoAt(record.at),
              who: record.who,
              reason: record.reason,
            },
      accountProtected: deps.isProtected(one.customerId),
    };
  };
  const tell = (one: KeptCase): void => {
    const changed = wire(one);
    for (const listener of [...listeners]) listener(changed);
  };
  const put = (one: KeptCase): void => {
    deps.keep({ kind: 'case', case: one });
    kept.set(one.caseId, one);
    tell(one);
  };
  const endLease = (caseId: string): void => {
    leases.get(caseId)?.undo();
    leases.delete(caseId);
  };
  const lease = (one: KeptCase, seat: string): number => {
    endLease(one.caseId);
    const until = clock.now() + deps.leaseMs;
    const undo = clock.after(deps.leaseMs, () => {
      leases.delete(one.caseId);
      tell(one);
    });
    leases.set(one.caseId, { seat, until, undo });
    return until;
  };
  const byRule = (caseId: string): void => {
    rules.delete(caseId);
    const one = kept.get(caseId);
    if (!one || !invalid(one)) return;
    const rule = { by: 'rule', who: null, reason: 'twoAttempts' } as const;
    // What a seat has refused meanwhile stays its decision; the account is protected either way.
    transactions.decide(one.transactionId, 'refused', rule);
    if (!deps.isProtected(one.customerId)) deps.protect(one.customerId);
    tell(one);
  };
  const armRule = (one: KeptCase): void => {
    const decided = transactions.record(one.transactionId);
    if (!invalid(one) || rules.has(one.caseId) || decided?.state === 'released' || decided?.by === 'timer')
      return;
    if (decided?.state === 'refused' && deps.isProtected(one.customerId)) return;
    rules.set(
      one.caseId,
      clock.after(deps.ruleAfterMs, () => byRule(one.caseId)),
    );
  };
  const undoTransactions = transactions.onChange((id) => {
    for (const one of kept.values()) if (one.transactionId === id) tell(one);
  });

  return {
    arrive(sample) {
      const customer = customers.get(sample.customerId);
      if (!customer) throw new Error(`no sample customer ${sample.customerId}`);
      const one = newCase(sample, customer, {
        now: clock.now(),
        count: kept.size + 1,
        refused: refusedTo(kept, transactions, sample, clock.now()),
      });
      put(one);
      transactions.watch(one.transactionId, Date.parse(one.deadlineAt));
      return one.caseId;
    },
    claim(caseId, body) {
      const asked = wireClaimSchema.safeParse(body);
      const one = kept.get(caseId);
      if (!asked.success) return refusal(400, 'badRequest', 'bad claim');
      if (!one) return refusal(404, 'caseUnknown', 'no such case');
      const { seat } = asked.data;
      const standing = leases.get(caseId);
      if (standing && standing.seat !== seat)
        return reply(409, {
          code: 'claimedElsewhere',
          message: 'another seat has it',
          params: { seat: standing.seat },
        });
      if (stateOf(one) === 'closed') return refusal(409, 'caseClosed', 'it is decided');
      const until = lease(one, seat);
      if (!standing) tell(one);
      return reply(200, { caseId, seat, until: isoAt(until), number: one.number } satisfies WireClaimAnswer);
    },
    giveBack(caseId, body) {
      const asked = wireClaimSchema.safeParse(body);
      const one = kept.get(caseId);
      if (!asked.success) return refusal(400, 'badRequest', 'bad claim');
      if (!one) return refusal(404, 'caseUnknown', 'no such case');
      if (leases.get(caseId)?.seat === asked.data.seat) {
        endLease(caseId);
        tell(one);
      }
      return reply(200, wire(one));
    },
    attempt(caseId, body) {
      const record = wireAttemptRecordSchema.safeParse(body);
      const one = kept.get(caseId);
      if (!record.success) return refusal(400, 'badRequest', 'bad attempt');
      if (!one) return refusal(404, 'caseUnknown', 'no such case');
      const { attemptId, at, seat, result } = record.data;
      if (one.attempts.some((known) => known.attemptId === attemptId)) return reply(200, wire(one));
      const next = { ...one, attempts: [...one.attempts, { attemptId, at, seat, result }] };
      put(next);
      armRule(next);
      return reply(200, wire(next));
    },
    cases: () => ({
      cases: [...kept.values()]
        .filter((one) => stateOf(one) !== 'closed' || Date.parse(one.arrivedAt) > clock.now() - keptMs)
        .map(wire),
    }),
    ofCustomer: (customerId) => [...kept.values()].filter((one) => one.customerId === customerId).map(wire),
    ownerOf: (id) => [...kept.values()].find((one) => one.transactionId === id)?.customerId,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    accountChanged(customerId) {
      for (const one of kept.values()) if (one.customerId === customerId) tell(one);
    },
    replay: (entry) => void kept.set(entry.case.caseId, entry.case),
    resume() {
      for (const one of kept.values()) {
        transactions.watch(one.transactionId, Date.parse(one.deadlineAt));
        armRule(one);
      }
    },
    dispose() {
      undoTransactions();
      for (const { undo } of leases.values()) undo();
      for (const undo of rules.values()) undo();
    },
  };
}

/** Earlier ones of the same holder to the same payee that were refused: a second try (case 2.11). */
function refusedTo(
  kept: ReadonlyMap<string, KeptCase>,
  transactions: Transactions,
  sample: SampleCase,
  now: number,
): KeptCase['refusedBefore'] {
  return [...kept.values()]
    .filter((one) => one.customerId === sample.customerId && one.payeeMasked === sample.payeeMasked)
    .flatMap((one) => {
      const record = transactions.record(one.transactionId);
      const counts = record?.state === 'refused' && now - record.at < sameDayMs;
      return counts ? [{ transactionId: one.transactionId, at: isoAt(record.at), money: one.money }] : [];
    })
    .slice(-10);
}

function newCase(
  sample: SampleCase,
  customer: SampleCustomer,
  { now, count, refused }: { now: number; count: number; refused: KeptCase['refusedBefore'] },
): KeptCase {
  const id = `${now.toString(36)}-${count}`;
  const { name } = customer;
  const latin = name.surname === name.latin;
  const before = [
    ...refused,
    ...(sample.refusedAgo === undefined
      ? []
      : [
          {
            transactionId: `tx-before-${id}`,
            at: isoAt(now - spanMs(sample.refusedAgo)),
            money: sample.money,
          },
        ]),
  ];
  const again = before.length > 0 && !sample.cues.includes('samePayeeAfterRefusal');
  return {
    caseId: `case-${id}`,
    transactionId: `tx-case-${id}`,
    customerId: customer.id,
    account: {
      accountId: customer.cards[0]?.id ?? customer.id,
      masked: maskCard(customer.cards[0]?.number ?? ''),
    },
    number: customer.numbers[0]?.number ?? customer.phone,
    holder: {
      surname: name.surname,
      surnameLatin: name.latin,
      sex: name.sex,
      masked: maskName(latin ? `${name.given} ${name.surname}` : name.surname + name.given),
      birthMonth: customer.birthMonth,
      flags: customer.flags.map(({ flag }) => flag),
      phoneMasked: maskPhone(customer.phone),
    },
    money: sample.money,
    payeeMasked: sample.payeeMasked,
    payeeIsNew: sample.payeeIsNew,
    channel: sample.channel,
    purpose: sample.purpose ?? null,
    submittedAt: isoAt(now),
    arrivedAt: isoAt(now),
    deadlineAt: isoAt(now + spanMs(sample.deadlineIn)),
    cues: [...sample.cues, ...(again ? ['samePayeeAfterRefusal'] : [])],
    refusedBefore: before,
    attempts: [],
  };
}
