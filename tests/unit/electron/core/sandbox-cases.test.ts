import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SampleCase } from '#shared/cases/sample-case.ts';
import { createSandboxCore, type SandboxCore } from '#electron/core/sandbox/server.ts';
import { createManualClock, type ManualClock } from '#tests/support/manual-clock.ts';
import { sampleCustomers } from '#tests/support/sandbox-core.ts';
import { testFolder } from '#tests/support/test-folder.ts';

const sample: SampleCase = {
  customerId: 'cust-jia',
  money: { amountMinor: 18_000_000, currency: 'CNY' },
  payeeMasked: '沈**',
  payeeIsNew: true,
  channel: 'app',
  cues: ['newPayee'],
  deadlineIn: '30m',
};
const minute = 60_000;
const by = (seat: string) => ({ seat, by: { personId: `p-${seat}`, name: seat } });
const attempt = (attemptId: string, result = 'noAnswer', seat = '1001') => ({
  ...by(seat),
  attemptId,
  rangAt: null,
  at: '2026-01-01T10:00:00Z',
  result,
});

const open = (clock: ManualClock, dataFile: string): Promise<SandboxCore> =>
  createSandboxCore({
    port: 0,
    host: '127.0.0.1',
    token: 't',
    dataFile,
    customers: sampleCustomers(),
    clock,
  });

async function withCore<T>(
  run: (core: SandboxCore, clock: ManualClock, file: string) => T | Promise<T>,
): Promise<T> {
  const clock = createManualClock();
  const file = join(testFolder(), 'core.jsonl');
  const core = await open(clock, file);
  try {
    return await run(core, clock, file);
  } finally {
    await core.dispose();
  }
}
const only = (core: SandboxCore) => core.cases.cases().cases.at(-1);

describe('the sandbox core’s clock', () => {
  it('refuses a transaction that nobody asked for by its time, by itself', () =>
    withCore((core, clock) => {
      core.cases.arrive(sample);
      clock.advance(30 * minute - 1);
      expect(only(core)).toMatchObject({ state: 'waiting', decision: null });
      clock.advance(1);
      expect(only(core)).toMatchObject({
        state: 'closed',
        decision: { kind: 'refused', by: 'timer', reason: 'nobodyAsked' },
      });
    }));

  it('refuses a delayed one at its new time, also when the core was off at that moment', async () => {
    const clock = createManualClock();
    const file = join(testFolder(), 'core.jsonl');
    const first = await open(clock, file);
    first.cases.arrive(sample);
    const id = only(first)?.transactionId ?? '';
    const until = clock.now() + 120 * minute;
    expect(first.transactions.delay(id, until, { by: 'person', who: 'Wu', reason: 'asked' })).toBe('done');
    clock.advance(60 * minute);
    expect(only(first)).toMatchObject({ state: 'delayed', delayedUntil: new Date(until).toISOString() });
    await first.dispose();
    clock.advance(61 * minute);
    const second = await open(clock, file);
    expect(only(second)).toMatchObject({ state: 'closed', decision: { kind: 'refused', by: 'timer' } });
    // And once only: what the first restart wrote, the second reads.
    await second.dispose();
    const third = await open(clock, file);
    expect(only(third)).toEqual(only(second));
    await third.dispose();
  });

  it('lets a person decide until then, and nobody afterwards', () =>
    withCore((core) => {
      core.cases.arrive(sample);
      const id = only(core)?.transactionId ?? '';
      const wu = { by: 'person', who: 'Wu', reason: 'checked' } as const;
      expect(core.transactions.decide('tx-nobody', 'released', wu)).toBe('unknown');
      expect(core.transactions.decide(id, 'released', wu)).toBe('done');
      expect(core.transactions.decide(id, 'refused', wu)).toBe('decided');
      expect(core.transactions.delay(id, 0, wu)).toBe('decided');
      expect(only(core)).toMatchObject({ state: 'closed', decision: { kind: 'released', who: 'Wu' } });
    }));
});

describe('a lease', () => {
  it('is one seat’s until it is given back or not renewed in time', () =>
    withCore((core, clock) => {
      const id = core.cases.arrive(sample);
      expect(core.cases.claim(id, by('1001'))).toMatchObject({
        status: 200,
        body: { number: '+8613800002207' },
      });
      expect(core.cases.claim(id, by('1002'))).toMatchObject({
        status: 409,
        body: { code: 'claimedElsewhere', params: { seat: '1001' } },
      });
      clock.advance(44_000);
      expect(core.cases.claim(id, by('1001')).status).toBe(200);
      clock.advance(44_000);
      expect(core.cases.claim(id, by('1002')).status).toBe(409);
      clock.advance(1_000);
      expect(only(core)?.lease).toBeNull();
      expect(core.cases.claim(id, by('1002')).status).toBe(200);
      core.cases.giveBack(id, by('1001'));
      expect(only(core)?.lease).toMatchObject({ seat: '1002' });
      core.cases.giveBack(id, by('1002'));
      expect(only(core)?.lease).toBeNull();
    }));

  it('never leaves the number with anybody else', () =>
    withCore((core) => {
      core.cases.arrive(sample);
      expect(JSON.stringify(core.cases.cases())).not.toContain('13800002207');
    }));
});

describe('two attempts without a valid answer', () => {
  it('refuse and protect by rule when no desk does it, and the case stays until somebody has talked to them', () =>
    withCore((core, clock) => {
      const id = core.cases.arrive(sample);
      core.cases.attempt(id, attempt('a1'));
      clock.advance(60_000);
      expect(only(core)?.decision).toBeNull();
      core.cases.attempt(id, attempt('a2', 'hungUp'));
      core.cases.attempt(id, attempt('a2', 'hungUp'));
      expect(only(core)?.attempts).toHaveLength(2);
      clock.advance(29_999);
      expect(only(core)?.decision).toBeNull();
      clock.advance(1);
      expect(only(core)).toMatchObject({
        state: 'blocked',
        accountProtected: true,
        decision: { kind: 'refused', by: 'rule', reason: 'twoAttempts' },
      });
      core.cases.attempt(id, attempt('a3', 'hungUp'));
      expect(only(core)?.state).toBe('blocked');
      core.cases.attempt(id, attempt('a4', 'talked'));
      expect(only(core)).toMatchObject({ state: 'closed', accountProtected: true });
    }));

  it('are counted on over a restart', async () => {
    const clock = createManualClock();
    const file = join(testFolder(), 'core.jsonl');
    const first = await open(clock, file);
    const id = first.cases.arrive(sample);
    first.cases.attempt(id, attempt('a1'));
    first.cases.attempt(id, attempt('a2'));
    await first.dispose();
    const second = await open(clock, file);
    clock.advance(30_000);
    expect(only(second)).toMatchObject({ state: 'blocked', accountProtected: true });
    await second.dispose();
  });

  it('are not two when one was answered', () =>
    withCore((core, clock) => {
      const id = core.cases.arrive(sample);
      core.cases.attempt(id, attempt('a1', 'talked'));
      core.cases.attempt(id, attempt('a2'));
      clock.advance(60_000);
      expect(only(core)?.decision).toBeNull();
    }));
});

describe('a second try', () => {
  it('to the same payee after a refusal carries its mark, to another payee it does not', () =>
    withCore((core, clock) => {
      core.cases.arrive(sample);
      const first = only(core)?.transactionId ?? '';
      core.transactions.decide(first, 'refused', { by: 'person', who: 'Wu', reason: 'scam' });
      clock.advance(3 * 60 * minute);
      core.cases.arrive({ ...sample, payeeMasked: '王**' });
      expect(only(core)?.cues).toEqual(['newPayee']);
      core.cases.arrive(sample);
      expect(only(core)).toMatchObject({
        cues: ['newPayee', 'samePayeeAfterRefusal'],
        refusedBefore: [{ transactionId: first }],
      });
    }));
});
