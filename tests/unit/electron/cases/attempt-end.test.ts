import { describe, expect, it } from 'vitest';
import { attemptResult, type AttemptFacts } from '#electron/cases/attempt-end.ts';
import type { CallEnd } from '#shared/call/contract.ts';

const end = (by: CallEnd['by'], reason: CallEnd['reason']): CallEnd => ({ by, reason, status: null });
const facts = (change: Partial<AttemptFacts>): AttemptFacts => ({
  end: end('caller', 'hungUp'),
  answered: true,
  rangMs: 2_000,
  marked: null,
  asked: false,
  ...change,
});

describe('what a ring counts as', () => {
  it.each([
    ['picked up and hung up before anything was asked', facts({}), 'hungUp'],
    [
      'the agent gave up on somebody who said nothing of use',
      facts({ end: end('agent', 'hungUp') }),
      'noValidAnswer',
    ],
    ['something was asked and answered', facts({ asked: true }), 'talked'],
    [
      'the agent says it was no answer, though something was asked',
      facts({ asked: true, marked: 'noValidAnswer' }),
      'noValidAnswer',
    ],
    ['the exchange rang it out', facts({ answered: false, end: end('exchange', 'noAnswer') }), 'noAnswer'],
    ['busy', facts({ answered: false, end: end('caller', 'busy') }), 'busy'],
    ['declined', facts({ answered: false, end: end('caller', 'declined') }), 'refused'],
    ['no such number', facts({ answered: false, end: end('exchange', 'notFound') }), 'notReached'],
    [
      'the agent cancelled after a fair ring',
      facts({ answered: false, rangMs: 15_000, end: end('agent', 'cancelled') }),
      'noAnswer',
    ],
  ] as const)('%s', (_what, given, result) => {
    expect(attemptResult(given)).toBe(result);
  });

  it.each([
    ['the agent cancelled at once', facts({ answered: false, end: end('agent', 'cancelled') })],
    ['our line broke', facts({ end: end('network', 'lineLost') })],
    ['our sound failed', facts({ answered: false, end: end('network', 'mediaFailed') })],
  ])('is nothing when %s: it was not the holder', (_what, given) => {
    expect(attemptResult(given)).toBeNull();
  });
});
