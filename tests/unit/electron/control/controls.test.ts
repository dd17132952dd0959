import { afterEach, describe, expect, it } from 'vitest';
import type { ControlAsk } from '#electron/control/ports.ts';
import type { SandboxCore } from '#electron/core/sandbox/server.ts';
import { controlIdSchema, type ControlId } from '#shared/control/control-ids.ts';
import { controlRules } from '#shared/control/control-rules.ts';
import { arrives, openHoldDesk, type HoldDesk } from '#tests/support/hold-desk.ts';
import { startSandbox } from '#tests/support/sandbox-core.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

async function both(
  options: Parameters<typeof openHoldDesk>[1] = {},
): Promise<{ bank: SandboxCore; desk: HoldDesk }> {
  const bank = await startSandbox();
  undo.push(bank.dispose);
  const desk = openHoldDesk(bank.url, options);
  undo.push(desk.close);
  return { bank, desk };
}

const inAnHour = () => Date.now() + 3_600_000;
const asks: Readonly<Record<ControlId, () => ControlAsk>> = {
  teach: () => ({
    control: 'teach',
    target: { kind: 'customer', id: 'cust-jia' },
    params: { message: '不转账' },
    reason: '',
  }),
  limit: () => ({
    control: 'limit',
    target: { kind: 'card', id: 'card-jia-1' },
    params: { dayLimit: { amountMinor: 500_000, currency: 'CNY' } },
    reason: '新收款人',
  }),
  cardNotPresentOff: () => ({
    control: 'cardNotPresentOff',
    target: { kind: 'card', id: 'card-jia-1' },
    reason: '手机丢失',
  }),
  transactionDelay: () => ({
    control: 'transactionDelay',
    target: { kind: 'transaction', id: 'tx-jia-1' },
    params: { until: inAnHour() },
    reason: '意外问题停顿 3 秒',
  }),
  transactionRefuse: () => ({
    control: 'transactionRefuse',
    target: { kind: 'transaction', id: 'tx-jia-1' },
    reason: '不认识收款人',
  }),
  transactionRelease: () => ({
    control: 'transactionRelease',
    target: { kind: 'transaction', id: 'tx-jia-1' },
    reason: '网点已核实',
  }),
  cardHold: () => ({ control: 'cardHold', target: { kind: 'card', id: 'card-jia-1' }, reason: '' }),
  accountProtect: () => ({
    control: 'accountProtect',
    target: { kind: 'account', id: 'card-jia-1' },
    reason: '屏幕被看到',
  }),
  verbalLossReport: () => ({
    control: 'verbalLossReport',
    target: { kind: 'card', id: 'card-jia-2' },
    reason: '卡已丢',
  }),
};
function press(desk: HoldDesk, ask: ControlAsk): string {
  const answer = desk.outbox.apply(ask);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value.requestId;
}

describe('every control of the domain', () => {
  it.each(controlIdSchema.options)('%s goes through the same outbox to a receipt', async (control) => {
    const { bank, desk } = await both();
    const ask = asks[control]();
    const requestId = press(desk, ask);
    expect(desk.repository.find(requestId)?.state).toBe('asked');
    const done = await arrives(desk, requestId, 'confirmed', 'failed');
    expect(done).toMatchObject({ state: 'confirmed', control, failure: null });
    const { id } = ask.target;
    expect(control === 'cardHold' ? bank.holdsOn(id) : bank.controlsOn(control, id)).toBe(1);
    expect(desk.repository.history(requestId).map(({ state }) => state)).toEqual([
      'asked',
      'sent',
      'confirmed',
    ]);
  });

  it.each(controlIdSchema.options)('%s survives a lost answer, once', async (control) => {
    const { bank, desk } = await both();
    bank.faults.add({ on: 'POST /v1/', kind: 'drop', when: 'after', times: 3 });
    const ask = asks[control]();
    await arrives(desk, press(desk, ask), 'confirmed');
    const { id } = ask.target;
    expect(control === 'cardHold' ? bank.holdsOn(id) : bank.controlsOn(control, id)).toBe(1);
  });

  it('keeps the parameters, the reason and what stood on the screen', async () => {
    const { desk } = await both();
    const ask = asks.limit();
    const requestId = press(desk, ask);
    await arrives(desk, requestId, 'confirmed');
    const [entry] = [...desk.audit.entries()];
    expect(entry).toMatchObject({
      action: 'control.asked',
      by: { personId: 'p-1' },
      body: {
        requestId,
        reason: '新收款人',
        params: { dayLimit: { amountMinor: 500_000 } },
        facts: [{ id: 'risk.tier', value: 'high' }],
      },
    });
  });

  it('is refused without what it needs, with what belongs to another, or for a wrong target', async () => {
    const { desk } = await both();
    const problems = [
      { ...asks.limit(), params: {} },
      { ...asks.cardHold(), params: { message: 'x' } },
      { ...asks.cardHold(), target: { kind: 'customer', id: 'cust-jia' } as const },
      { ...asks.transactionDelay(), params: { until: 1 } },
      { ...asks.transactionRelease(), reason: ' ' },
    ].map((ask) => desk.outbox.apply(ask));
    expect(problems.map((one) => (one.ok ? null : one.error.params))).toEqual(
      ['missing', 'misplaced', 'wrongTarget', 'past', 'noReason'].map((problem) => ({ problem })),
    );
    expect(desk.outbox.state.get().requests).toEqual([]);
  });

  it('is refused in words for a role that the policy does not name', async () => {
    const { desk } = await both({
      policy: {
        mayApply: (control) => control === 'cardHold',
        mayTakeBack: () => false,
        who: () => ['teamLead'],
      },
    });
    expect(desk.outbox.apply(asks.limit())).toMatchObject({
      ok: false,
      error: { code: 'control/not-your-role', params: { control: 'limit', who: ['teamLead'] } },
    });
  });
});

describe('a transaction', () => {
  it('gets one decision at a time', async () => {
    const { bank, desk } = await both();
    bank.faults.add({ on: 'POST /v1/controls', kind: 'delay', ms: 80 });
    const refuse = press(desk, asks.transactionRefuse());
    expect(desk.outbox.apply(asks.transactionRelease())).toMatchObject({
      error: { code: 'control/busy', params: { control: 'transactionRefuse' } },
    });
    await arrives(desk, refuse, 'confirmed');
    const late = await arrives(desk, press(desk, asks.transactionRelease()), 'failed');
    expect(late.failure).toMatchObject({ code: 'alreadyDecided', retryable: false });
    expect(bank.controlsOn('transactionRelease', 'tx-jia-1')).toBe(0);
  });

  it('delayed may still be released or refused, and is refused by the core when nobody asks', async () => {
    const { bank, desk } = await both();
    const until = Date.now() + 150;
    await arrives(desk, press(desk, { ...asks.transactionDelay(), params: { until } }), 'confirmed');
    await expect.poll(() => Date.now() > until).toBe(true);
    const late = await arrives(desk, press(desk, asks.transactionRelease()), 'failed');
    expect(late.failure?.code).toBe('alreadyDecided');
    expect(bank.controlsOn('transactionRelease', 'tx-jia-1')).toBe(0);
  });

  it('of a case is named by the case, without the caller panel, also by a rule', async () => {
    const { desk } = await both({ person: () => null });
    const requestId = press(desk, {
      ...asks.transactionRefuse(),
      target: { kind: 'transaction', id: 'tx-jia-1', masked: '沈**' },
      caseId: 'case-1',
      facts: [{ id: 'attempts', value: '2' }],
      by: { personId: 'rule', name: '两次未接' },
    });
    expect(await arrives(desk, requestId, 'confirmed')).toMatchObject({
      caseId: 'case-1',
      askedBy: { personId: 'rule' },
    });
  });
});

describe('a release', () => {
  it('goes through the same outbox, ends the hold, and the card can be held again', async () => {
    const { bank, desk } = await both();
    const hold = press(desk, asks.cardHold());
    await arrives(desk, hold, 'confirmed');
    const released = desk.outbox.release(hold, '本人已到网点');
    if (!released.ok) throw new Error(released.error.code);
    const done = await arrives(desk, released.value.requestId, 'confirmed');
    expect(done).toMatchObject({ action: 'undo', undoes: { requestId: hold } });
    expect(bank.holdsOn('card-jia-1')).toBe(0);
    expect(desk.outbox.state.get().holds).toEqual([]);
    const again = press(desk, asks.cardHold());
    expect(again).not.toBe(hold);
    await arrives(desk, again, 'confirmed');
    expect(bank.holdsOn('card-jia-1')).toBe(1);
  });

  it('cannot overtake its hold, needs a reason and a role, and is done once', async () => {
    const { bank, desk } = await both();
    bank.faults.add({ on: 'POST /v1/holds', kind: 'delay', ms: 60 });
    const hold = press(desk, asks.cardHold());
    expect(desk.outbox.release(hold, '本人到网点')).toMatchObject({
      error: { code: 'control/not-undoable', params: { why: 'nothing' } },
    });
    await arrives(desk, hold, 'confirmed');
    expect(desk.outbox.release(hold, '')).toMatchObject({ error: { params: { problem: 'noReason' } } });
    const ids = [desk.outbox.release(hold, '本人到网点'), desk.outbox.release(hold, '本人到网点')].map(
      (one) => (one.ok ? one.value.requestId : null),
    );
    expect(new Set(ids).size).toBe(1);
    await arrives(desk, ids[0] ?? '', 'confirmed');
    expect(desk.outbox.release(hold, '本人到网点')).toMatchObject({ error: { params: { why: 'nothing' } } });
    expect(bank.holdsOn('card-jia-1')).toBe(0);
  });

  it.each(controlIdSchema.options)(
    'of %s is possible from a desk only as the domain says',
    async (control) => {
      const { desk } = await both();
      const requestId = press(desk, asks[control]());
      await arrives(desk, requestId, 'confirmed');
      const { undoneBy } = controlRules[control];
      const answer = desk.outbox.release(requestId, '已核验本人');
      expect(answer.ok).toBe(undoneBy === 'agent' || undoneBy === 'teamLead');
    },
  );
});

describe('wrong card, within five seconds', () => {
  it('with nothing gone yet: withdrawn on the disk, and it never goes', async () => {
    // It waits long between two tries: during one nobody can know whether anything leaves, and then a team lead is asked.
    const { bank, desk } = await both({ backoff: { firstMs: 60_000, factor: 1, longestMs: 60_000 } });
    const port = Number(new URL(bank.url).port);
    await bank.dispose();
    const hold = press(desk, asks.cardHold());
    await expect.poll(() => desk.holdOf(hold).trouble?.code).toBe('unreachable');
    expect(desk.outbox.undo(hold)).toEqual({ ok: true, value: { outcome: 'withdrawn', was: 'asked' } });
    expect(desk.repository.find(hold)).toMatchObject({ state: 'withdrawn', sentAt: null });
    expect(desk.outbox.state.get()).toMatchObject({ holds: [], outboxDepth: 0 });
    desk.close();
    const back = await startSandbox({ port });
    undo.push(back.dispose);
    const after = openHoldDesk(back.url, { dbFile: desk.dbFile });
    undo.push(after.close);
    expect(after.outbox.state.get().outboxDepth).toBe(0);
    await arrives(
      after,
      press(after, { ...asks.cardHold(), target: { kind: 'card', id: 'card-jia-2' } }),
      'confirmed',
    );
    expect(back.holdsOn('card-jia-1')).toBe(0);
  });

  it.each(['sent', 'confirmed'] as const)('when it is %s: says so and asks a team lead', async (state) => {
    const { bank, desk } = await both();
    if (state === 'sent') bank.faults.add({ on: 'POST /v1/holds', kind: 'delay', ms: 120 });
    const hold = press(desk, asks.cardHold());
    await arrives(desk, hold, state);
    expect(desk.outbox.undo(hold)).toEqual({ ok: true, value: { outcome: 'releaseAsked', was: state } });
    expect(desk.outbox.state.get().releaseAsks).toMatchObject([
      { requestId: hold, why: 'wrongCard', state: 'open' },
    ]);
    await arrives(desk, hold, 'confirmed');
    expect(bank.holdsOn('card-jia-1')).toBe(1);
    const released = desk.outbox.release(hold, '选错卡');
    if (!released.ok) throw new Error(released.error.code);
    await arrives(desk, released.value.requestId, 'confirmed');
    expect(desk.outbox.state.get().releaseAsks).toMatchObject([
      { state: 'released', decidedReason: '选错卡' },
    ]);
  });

  it('after the five seconds, or after a restart, it is too late', async () => {
    const { desk } = await both();
    const hold = press(desk, asks.cardHold());
    await arrives(desk, hold, 'confirmed');
    desk.close();
    const after = openHoldDesk('http://127.0.0.1:1', { dbFile: desk.dbFile });
    undo.push(after.close);
    expect(after.outbox.undo(hold)).toMatchObject({ error: { code: 'control/too-late' } });
  });
});

describe('all cards of the holder', () => {
  it('are held with one press, each once, and a second press asks for nothing more', async () => {
    const { bank, desk } = await both();
    const all = desk.outbox.holdAll('call-1' as never);
    const ids = all.ok ? all.value.holdIds : [];
    expect(ids).toHaveLength(2);
    for (const id of ids) await arrives(desk, id, 'confirmed');
    expect([bank.holdsOn('card-jia-1'), bank.holdsOn('card-jia-2')]).toEqual([1, 1]);
    expect(desk.outbox.holdAll('call-1' as never)).toMatchObject({
      error: { code: 'control/card-not-holdable' },
    });
  });
});

describe('what was read to the caller', () => {
  it('is kept with the hold, once a line', async () => {
    const { desk } = await both();
    const hold = press(desk, asks.cardHold());
    await arrives(desk, hold, 'confirmed');
    for (const language of ['zh', 'en'] as const)
      expect(desk.outbox.told(hold, 'mayPass', language)).toEqual({ ok: true, value: {} });
    expect(desk.outbox.state.get().requests[0]?.told).toMatchObject([{ line: 'mayPass', language: 'zh' }]);
  });
});
