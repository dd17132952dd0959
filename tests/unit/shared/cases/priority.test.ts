import { describe, expect, it } from 'vitest';
import { delayChoices, longestDelayMs } from '#shared/cases/outcome-choices.ts';
import { priorityOf, type Weighed } from '#shared/cases/priority.ts';

const one: Weighed = { tier: 'high', amount: 180_000, age: 67, secondTry: false, msLeft: 3_600_000 };

describe('the priority of a case', () => {
  it('is the sum of its reasons, each with its points', () => {
    const { points, reasons } = priorityOf(one);
    expect(reasons).toEqual([
      { kind: 'tier', points: 35 },
      { kind: 'amount', points: 12 },
      { kind: 'age', points: 10 },
    ]);
    expect(points).toBe(57);
  });

  it.each([
    ['a higher tier', { tier: 'critical' }],
    ['more money', { amount: 1_650_000 }],
    ['a higher age', { age: 85 }],
    ['a second try', { secondTry: true }],
    ['less time', { msLeft: 5 * 60_000 }],
  ] as const)('rises with %s', (_what, change) => {
    expect(priorityOf({ ...one, ...change }).points).toBeGreaterThan(priorityOf(one).points);
  });
});

describe('the times a delay may end', () => {
  it('lie ahead, within what is allowed, and never offer an evening that is over', () => {
    for (const hour of [0, 9, 19, 20, 23]) {
      const now = new Date(2026, 10, 28, hour, 55).getTime();
      const choices = delayChoices(now);
      expect(choices.every(({ until }) => until > now && until - now <= longestDelayMs)).toBe(true);
      expect(choices.some(({ id }) => id === 'evening')).toBe(hour < 19);
    }
  });
});
