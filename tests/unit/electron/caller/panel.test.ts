import { afterEach, describe, expect, it } from 'vitest';
import { ageAt } from '#shared/caller/age.ts';
import { activeFlags } from '#shared/caller/flag-rules.ts';
import { clientFor } from '#tests/support/sandbox-core.ts';
import { callIdSchema } from '#shared/lib/ids.ts';
import { call, callerWorld, callId, ready, type CallerWorld } from '#tests/support/caller-world.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

async function world(options: Parameters<typeof callerWorld>[0] = {}): Promise<CallerWorld> {
  const made = await callerWorld(options);
  undo.push(made.dispose);
  return made;
}

describe('a caller on file', () => {
  it('is looking, then known with flags, cards, risk and history', async () => {
    const { current, panel, until } = await world();
    current.set(call());
    expect(panel.state.get()).toMatchObject({
      match: 'looking',
      caller: { phoneMasked: '138****2207', name: null },
    });
    const state = await until(ready);
    expect(state).toMatchObject({
      match: 'known',
      matchedBy: 'number',
      caller: {
        name: { zh: '贾女士', en: 'Ms Jia' },
        relation: 'assumedHolder',
        verified: { state: 'notVerified', need: 2, simplified: true },
      },
      holder: {
        age: ageAt('1941-03', Date.now()),
        birthMonth: '1941-03',
        document: { masked: '1****************6' },
      },
      pendingTransaction: { payeeMasked: '沈**', money: { amountMinor: 165_000_000 } },
      pendingMore: 0,
    });
    expect(activeFlags(state.flags)).toEqual(['elderly']);
    expect(state.cards[0]).toMatchObject({ masked: '6222 02** **** 7788', primary: true, holdable: true });
    expect(state.cards.find(({ kind }) => kind === 'termDeposit')).toMatchObject({ holdable: false });
    expect(state.riskFacts.map(({ cue }) => cue)).toContain('termDepositBroken');
    expect(state.history).toHaveLength(2);
    expect(panel.findCard('card-jia-2')?.masked).toBe('6217 00** **** 3305');
  });

  it('a decided transaction leaves the panel as soon as the core says so', async () => {
    const { bank, current, panel, until } = await world();
    current.set(call());
    const { transactionId } = (await until(ready)).pendingTransaction ?? { transactionId: '' };
    const core = clientFor(bank.url);
    undo.push(core.dispose);
    const answer = await core.placeControl('key-1', {
      action: 'apply',
      control: 'transactionRefuse',
      target: { kind: 'transaction', id: transactionId },
      dayLimit: null,
      until: null,
      message: null,
      undoes: null,
      caseId: null,
      callId: 'call-1',
      reason: '骗局',
      askedAt: new Date().toISOString(),
      askedBy: { personId: 'p-1', name: '林晓晴' },
    });
    expect(answer).toMatchObject({ kind: 'receipt' });
    // Another one decides nothing here.
    panel.riskChanged('tx-of-somebody-else');
    expect(panel.state.get().pendingTransaction?.transactionId).toBe(transactionId);
    panel.riskChanged(transactionId);
    const after = await until(({ pendingTransaction }) => pendingTransaction === null);
    expect(after.match).toBe('known');
  });

  it('never shows a full number', async () => {
    const { current, until } = await world();
    current.set(call());
    const text = JSON.stringify(await until(ready));
    for (const secret of ['13800002207', '6222020200007788', '100000194103010026', '秀英']) {
      expect(text).not.toContain(secret);
    }
  });

  it('is found by the id that the exchange sent, whatever the number', async () => {
    const { current, until } = await world();
    current.set(call({ customerId: 'cust-ma', number: 'anonymous', ivrVerified: 'yes' }));
    const state = await until(ready);
    expect(state).toMatchObject({
      matchedBy: 'customerId',
      caller: {
        relation: 'unknown',
        phoneMasked: null,
        verified: { state: 'verified', methods: ['ivrPassword'] },
      },
    });
    expect(activeFlags(state.flags)).toEqual(['hearingImpaired']);
  });

  it('is looked up by number when the exchange sent an id nobody knows', async () => {
    const { current, until } = await world();
    current.set(call({ customerId: 'cust-gone' }));
    expect((await until(ready)).matchedBy).toBe('number');
  });

  it('may be someone else who rings: the hotel desk for its guest', async () => {
    const { current, until } = await world();
    current.set(call({ number: '02100001888' }));
    const state = await until(ready);
    expect(state.caller).toMatchObject({
      relation: 'hotelStaff',
      name: { zh: '酒店前台' },
      numberMatchesHolder: false,
    });
    expect(activeFlags(state.flags)).toEqual(expect.arrayContaining(['hearingImpaired', 'thirdParty']));
  });

  it('keeps its panel while the call is answered and loses it when the desk is free', async () => {
    const { current, panel, until } = await world();
    current.set(call());
    const known = await until(ready);
    current.set(call({ answeredAt: 1 }));
    expect(panel.state.get()).toBe(known);
    current.set(null);
    expect(panel.state.get().match).toBe('none');
    expect(panel.findCard('card-jia-1')).toBeDefined();
  });

  it('is looked up anew when somebody else is put through on the same call', async () => {
    const { current, panel, until } = await world();
    current.set(call());
    await until(ready);
    current.set(call({ number: '13999999999', customerId: null }));
    expect(panel.state.get()).toMatchObject({ match: 'looking', caller: { name: null } });
    expect(panel.facts()?.customer ?? null).toBeNull();
  });
});

describe('when the core does not help', () => {
  it('an unknown number is said to be unknown', async () => {
    const { current, until } = await world();
    current.set(call({ number: '13000000000', queue: 'queue-foreign' }));
    const state = await until(({ match }) => match === 'unknown');
    expect(state).toMatchObject({ holder: null, candidates: 0, cards: [] });
    expect(state.flags[0]?.reasons[0]?.source).toBe('chosenInIvr');
  });

  it('a slow one is slow first and known in the end', async () => {
    const { bank, current, until } = await world({ slowAfterMs: 20 });
    bank.faults.add({ on: 'GET /v1/callers', kind: 'delay', ms: 150 });
    current.set(call());
    await until(({ match }) => match === 'slow');
    const state = await until(ready);
    expect(state.match).toBe('known');
    expect(state.lookedUpInMs).toBeGreaterThanOrEqual(100);
  });

  it.each([
    ['timeout', { kind: 'silence', when: 'before' }],
    ['unreachable', { kind: 'drop', when: 'before', times: 2 }],
    ['coreFault', { kind: 'status', status: 500 }],
    ['unauthorized', { kind: 'status', status: 401 }],
    ['refused', { kind: 'status', status: 403 }],
    ['badAnswer', { kind: 'page' }],
  ] as const)('it says why: %s; asking again helps', async (failure, fault) => {
    // Where silence is the fault it is waited for; elsewhere a busy machine has the time it needs.
    const { bank, current, until, notes } = await world({
      readTimeoutMs: failure === 'timeout' ? 500 : 15_000,
    });
    bank.faults.add({ on: 'GET /v1/callers', ...fault });
    current.set(call());
    const failed = await until(({ match }) => match === 'failed');
    expect(failed).toMatchObject({ failure, caller: { phoneMasked: '138****2207' }, holder: null });
    bank.faults.clear();
    expect(notes.lookUpAgain(callId).ok).toBe(true);
    expect((await until(ready)).match).toBe('known');
  });

  it('cards that could not be read are not "no cards"', async () => {
    const { bank, current, until } = await world();
    bank.faults.add({ on: 'GET /v1/customers/cust-jia/cards', kind: 'status', status: 500 });
    current.set(call());
    const state = await until(({ parts }) => parts.cards === 'failed' && parts.risk === 'ready');
    expect(state).toMatchObject({ match: 'known', cards: [] });
  });

  it('an answer for the last caller is never shown to the next', async () => {
    const { bank, current, panel, until } = await world();
    bank.faults.add({ on: 'GET /v1/callers', kind: 'delay', ms: 60 });
    current.set(call());
    current.set(call({ callId: callIdSchema.parse('call-2'), number: '+16045550118' }));
    const seen: (string | undefined)[] = [];
    panel.state.subscribe(({ holder }) => seen.push(holder?.name.en));
    await until(ready);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(new Set(seen.filter((name) => name !== undefined))).toEqual(new Set(['Ms Carter']));
  });
});
