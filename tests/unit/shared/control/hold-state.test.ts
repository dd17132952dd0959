import { describe, expect, it } from 'vitest';
import { assertStep, holdStateSchema, isOpen, mayStep } from '#shared/control/hold-state.ts';
import { backoffMs } from '#electron/control/backoff.ts';

describe('hold states', () => {
  it('allow exactly these steps', () => {
    const states = holdStateSchema.options;
    const allowed = states.flatMap((from) =>
      states.filter((to) => mayStep(from, to)).map((to) => `${from}>${to}`),
    );
    expect(allowed).toEqual([
      'asked>sent',
      'asked>confirmed',
      'asked>failed',
      'asked>withdrawn',
      'sent>confirmed',
      'sent>failed',
      'failed>asked',
    ]);
  });

  it('never leave confirmed', () => {
    expect(() => assertStep('confirmed', 'failed')).toThrow('confirmed');
    expect(states().filter(isOpen)).toEqual(['asked', 'sent']);
  });
});

const states = () => holdStateSchema.options;

describe('backoff', () => {
  const policy = { firstMs: 300, factor: 2, longestMs: 20_000 };
  it('doubles, stops growing, and is spread over half a step', () => {
    expect([1, 2, 3, 20].map((attempt) => backoffMs(policy, attempt, () => 1))).toEqual([
      300, 600, 1200, 20_000,
    ]);
    expect(backoffMs(policy, 1, () => 0)).toBe(150);
  });
});
