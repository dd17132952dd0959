import { z } from 'zod';
import type { AssessedTier } from '#shared/risk/tier.ts';

/** One part of a case's priority, with its points, so that the figure can be checked by hand. */
export const priorityReasonSchema = z.strictObject({
  kind: z.enum(['tier', 'amount', 'age', 'secondTry', 'deadline']),
  points: z.int().positive(),
});
export type PriorityReason = z.infer<typeof priorityReasonSchema>;

export interface Weighed {
  readonly tier: AssessedTier | 'unknown';
  /** Whole units of the currency (yuan). */
  readonly amount: number;
  readonly age: number | null;
  readonly secondTry: boolean;
  readonly msLeft: number;
}

const ofTier: Readonly<Record<Weighed['tier'], number>> = {
  unknown: 20,
  none: 0,
  low: 10,
  medium: 20,
  high: 35,
  critical: 50,
};

/** The first step that is reached. */
const step = (value: number, steps: readonly (readonly [number, number])[]): number =>
  steps.find(([from]) => value >= from)?.[1] ?? 0;

const minute = 60_000;

/** Who is rung first: by tier, amount, age, a second try, and the time that is left. At most 120. */
export function priorityOf(one: Weighed): { readonly points: number; readonly reasons: PriorityReason[] } {
  const parts: readonly PriorityReason[] = [
    { kind: 'tier', points: ofTier[one.tier] },
    {
      kind: 'amount',
      points: step(one.amount, [
        [1_000_000, 30],
        [200_000, 20],
        [50_000, 12],
        [0, 4],
      ]),
    },
    {
      kind: 'age',
      points: step(one.age ?? 0, [
        [80, 15],
        [60, 10],
      ]),
    },
    { kind: 'secondTry', points: one.secondTry ? 10 : 0 },
    { kind: 'deadline', points: one.msLeft < 10 * minute ? 15 : one.msLeft < 30 * minute ? 8 : 0 },
  ];
  const reasons = parts.filter(({ points }) => points > 0);
  return { points: reasons.reduce((sum, { points }) => sum + points, 0), reasons };
}
