import { ageAt } from '#shared/caller/age.ts';
import { personName } from '#shared/caller/name.ts';
import type { AskedControl, CaseTier, VerificationCase } from '#shared/cases/contract.ts';
import { priorityOf } from '#shared/cases/priority.ts';
import type { WireCase } from '#shared/core/wire-case.ts';
import { maskName } from '#shared/masking/name.ts';
import { maskPhone } from '#shared/masking/phone.ts';

const instant = (time: string | null): number | null => (time === null ? null : Date.parse(time));

/** Currencies whose smallest unit is the whole one. */
const withoutParts = new Set(['JPY', 'KRW']);
export const wholeAmount = ({ amountMinor, currency }: WireCase['money']): number =>
  amountMinor / (withoutParts.has(currency) ? 1 : 100);

export const ageOf = (one: WireCase, now: number): number | null =>
  one.holder.birthMonth === null ? null : ageAt(one.holder.birthMonth, now);

export interface ViewOf {
  readonly now: number;
  /** This seat. */
  readonly seat: string | null;
  readonly tier: CaseTier;
  readonly asked: readonly AskedControl[];
}

/** A case as the window sees it. Masks are laid on again: a core that forgets one must not show through. */
export function caseView(one: WireCase, { now, seat, tier, asked }: ViewOf): VerificationCase {
  const age = ageOf(one, now);
  const deadlineAt = Date.parse(one.deadlineAt);
  const { points, reasons } = priorityOf({
    tier: tier.tier,
    amount: wholeAmount(one.money),
    age,
    secondTry: one.refusedBefore.length > 0,
    msLeft: deadlineAt - now,
  });
  const { phoneMasked, flags } = one.holder;
  const name = personName(one.holder);
  return {
    caseId: one.caseId,
    transactionId: one.transactionId,
    holder: {
      name,
      age,
      flags,
      phoneMasked: phoneMasked === null ? null : maskPhone(phoneMasked),
    },
    money: one.money,
    payeeMasked: maskName(one.payeeMasked),
    payeeIsNew: one.payeeIsNew,
    channel: one.channel,
    purpose: one.purpose,
    submittedAt: Date.parse(one.submittedAt),
    arrivedAt: Date.parse(one.arrivedAt),
    deadlineAt,
    cues: one.cues,
    refusedBefore: one.refusedBefore.map((before) => ({ ...before, at: Date.parse(before.at) })),
    attempts: one.attempts.map((attempt) => ({ ...attempt, at: Date.parse(attempt.at) })),
    lease: one.lease && {
      seat: one.lease.seat,
      until: Date.parse(one.lease.until),
      own: one.lease.seat === seat,
    },
    state: one.state,
    delayedUntil: instant(one.delayedUntil),
    decision: one.decision && { ...one.decision, at: Date.parse(one.decision.at) },
    accountProtected: one.accountProtected,
    tier,
    priority: points,
    reasons,
    asked: [...asked],
  };
}

/** Open ones by urgency (then the nearer deadline), closed ones after them, the newest first. */
export function inOrder(cases: readonly VerificationCase[]): VerificationCase[] {
  const rank = (one: VerificationCase): number =>
    one.state === 'waiting' ? 0 : one.state === 'delayed' ? 1 : one.state === 'blocked' ? 2 : 3;
  return cases.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      (a.state === 'closed'
        ? (b.decision?.at ?? 0) - (a.decision?.at ?? 0)
        : b.priority - a.priority || a.deadlineAt - b.deadlineAt),
  );
}
