import { afterEach, describe, expect, it } from 'vitest';
import type { SandboxFault } from '#electron/core/sandbox/faults.ts';
import type { SandboxCore } from '#electron/core/sandbox/server.ts';
import type { HoldTiming } from '#electron/control/ports.ts';
import { controlStateSchema } from '#shared/control/contract.ts';
import { anyTarget, openHoldDesk, reaches, type HoldDesk } from '#tests/support/hold-desk.ts';
import { startSandbox } from '#tests/support/sandbox-core.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

async function core(options: Parameters<typeof startSandbox>[0] = {}): Promise<SandboxCore> {
  const started = await startSandbox(options);
  undo.push(started.dispose);
  return started;
}
function desk(url: string, options: Parameters<typeof openHoldDesk>[1] = {}): HoldDesk {
  const opened = openHoldDesk(url, options);
  undo.push(opened.close);
  return opened;
}

const post = 'POST /v1/holds';

describe('a click', () => {
  it('goes asked, sent, confirmed, and keeps every step', async () => {
    const bank = await core();
    const own = desk(bank.url);
    const seen: string[] = [];
    own.outbox.state.subscribe((state) => {
      controlStateSchema.parse(state);
      const now = state.holds[0]?.state;
      if (now !== undefined && seen.at(-1) !== now) seen.push(now);
    });
    const holdId = own.press('card-jia-1');
    expect(own.repository.find(holdId)?.state).toBe('asked');
    const done = await reaches(own, holdId, 'confirmed');
    expect(seen).toEqual(['asked', 'sent', 'confirmed']);
    expect(done).toMatchObject({
      attempts: 1,
      receipt: { already: false, undoBy: ['teamLead', 'holderAtCounter'] },
    });
    expect(own.repository.history(holdId).map(({ state }) => state)).toEqual(['asked', 'sent', 'confirmed']);
    expect(own.outbox.state.get().outboxDepth).toBe(0);
    expect(bank.holdsOn('card-jia-1')).toBe(1);
  });

  it('pressed again while it is open is the same hold', async () => {
    const bank = await core();
    bank.faults.add({ on: post, kind: 'delay', ms: 60 });
    const own = desk(bank.url);
    const ids = [own.press('card-jia-1'), own.press('card-jia-1')];
    await reaches(own, ids[0] ?? '', 'sent');
    ids.push(own.press('card-jia-1'));
    expect(new Set(ids).size).toBe(1);
    await reaches(own, ids[0] ?? '', 'confirmed');
    expect(bank.holdsOn('card-jia-1')).toBe(1);
  });

  it('on a card that was held before still leaves one hold', async () => {
    const bank = await core();
    const own = desk(bank.url);
    const first = await reaches(own, own.press('card-jia-1'), 'confirmed');
    const second = await reaches(own, own.press('card-jia-1'), 'confirmed');
    expect(second.holdId).not.toBe(first.holdId);
    expect(second.receipt).toEqual({ ...first.receipt, already: true });
    expect(bank.holdsOn('card-jia-1')).toBe(1);
  });

  it('says when it was asked, durable, on the wire and answered, in that order', async () => {
    const bank = await core();
    const timings: HoldTiming[] = [];
    const own = desk(bank.url, { onTiming: (timing) => timings.push(timing) });
    await reaches(own, own.press('card-jia-1'), 'confirmed');
    expect(timings.map(({ phase }) => phase)).toEqual(['asked', 'durable', 'onWire', 'answered']);
    const at = timings.map(({ atMs }) => atMs);
    expect(at).toEqual(at.toSorted((a, b) => a - b));
  });

  it('is refused without a person, without a card, or for a closed card', async () => {
    const bank = await core();
    const nobody = desk(bank.url, { person: () => null });
    expect(nobody.outbox.hold('card-jia-1', null)).toMatchObject({ error: { code: 'common/not-allowed' } });
    const noCards = desk(bank.url, { cards: { ...anyTarget, findCard: () => undefined } });
    expect(noCards.outbox.hold('card-jia-1', null)).toMatchObject({
      error: { code: 'control/card-unknown' },
    });
    const own = desk(bank.url);
    expect(own.outbox.hold('card-gone', null)).toMatchObject({
      error: { code: 'control/card-not-holdable' },
    });
    expect(own.outbox.state.get().holds).toEqual([]);
  });

  it('that cannot be written is not sent', async () => {
    const bank = await core();
    const own = desk(bank.url);
    const broken = desk(bank.url, {
      repository: {
        ...own.repository,
        ask: () => {
          throw new Error('disk full');
        },
      },
    });
    expect(broken.outbox.hold('card-jia-1', null)).toMatchObject({
      ok: false,
      error: { code: 'control/not-written' },
    });
    expect(bank.holdsOn('card-jia-1')).toBe(0);
  });
});

describe('whatever the core does', () => {
  const faults: readonly (readonly [string, readonly SandboxFault[]])[] = [
    ['drops before', [{ on: post, kind: 'drop', when: 'before', times: 3 }]],
    ['drops after', [{ on: post, kind: 'drop', when: 'after', times: 3 }]],
    ['is silent before', [{ on: post, kind: 'silence', when: 'before', times: 2 }]],
    ['is silent after', [{ on: post, kind: 'silence', when: 'after', times: 2 }]],
    ['answers late, after the timeout', [{ on: post, kind: 'delay', ms: 400, times: 2 }]],
    ['answers twice', [{ on: post, kind: 'twice', times: 2 }]],
    ['sends a page', [{ on: post, kind: 'page', times: 3 }]],
    ['fails with 500', [{ on: post, kind: 'status', status: 500, times: 4 }]],
    ['fails with 429', [{ on: post, kind: 'status', status: 429, times: 2 }]],
    ['takes it and works on it', [{ on: post, kind: 'later', ms: 100 }]],
    [
      'cannot answer the question either',
      [
        { on: post, kind: 'drop', when: 'after', times: 2 },
        { on: 'GET /v1/holds', kind: 'status', status: 503, times: 3 },
      ],
    ],
    [
      'does not know the question',
      [
        { on: post, kind: 'drop', when: 'after', times: 2 },
        { on: 'GET /v1/holds', kind: 'status', status: 404, body: {}, times: 9 },
      ],
    ],
  ];
  it.each(faults)('%s: one hold, one receipt', async (_name, set) => {
    const bank = await core();
    for (const fault of set) bank.faults.add(fault);
    const own = desk(bank.url);
    const done = await reaches(own, own.press('card-jia-1'), 'confirmed', 'failed');
    expect(done.state).toBe('confirmed');
    expect(done.trouble).toBeNull();
    expect(bank.holdsOn('card-jia-1')).toBe(1);
    expect(own.repository.history(done.holdId).filter(({ state }) => state === 'confirmed')).toHaveLength(1);
  });

  it('refuses for good: failed with the reason, and no key press makes it otherwise', async () => {
    const bank = await core();
    const own = desk(bank.url);
    const done = await reaches(own, own.press('card-nobody'), 'failed');
    expect(done.failure).toMatchObject({ code: 'cardUnknown', retryable: false });
    expect(own.outbox.retry(done.holdId)).toMatchObject({ error: { code: 'control/not-retryable' } });
  });

  it('refuses for now: the same hold is tried again with the same key', async () => {
    const bank = await core();
    bank.faults.add({
      on: post,
      kind: 'status',
      status: 422,
      body: { code: 'refused', message: 'night batch' },
    });
    const own = desk(bank.url);
    const holdId = own.press('card-jia-1');
    expect((await reaches(own, holdId, 'failed')).failure).toMatchObject({
      code: 'refused',
      retryable: true,
    });
    expect(own.outbox.retry(holdId)).toEqual({ ok: true, value: {} });
    await reaches(own, holdId, 'confirmed');
    expect(bank.holdsOn('card-jia-1')).toBe(1);
  });

  it('refuses the token: trouble is shown, nothing is given up', async () => {
    const bank = await core();
    bank.faults.add({ on: post, kind: 'status', status: 401, times: 3 });
    const own = desk(bank.url);
    const troubles = new Set<string>();
    own.outbox.state.subscribe(({ holds }) => {
      const code = holds[0]?.trouble?.code;
      if (code !== undefined) troubles.add(code);
    });
    await reaches(own, own.press('card-jia-1'), 'confirmed');
    expect([...troubles]).toEqual(['unauthorized']);
  });

  it('stays away: in the end the desk says that nobody knows', async () => {
    const bank = await core();
    bank.faults.add({ on: post, kind: 'drop', when: 'before', times: 1000 });
    bank.faults.add({ on: 'GET /v1/holds', kind: 'drop', when: 'before', times: 1000 });
    const own = desk(bank.url, { giveUpAfterMs: 50 });
    const holdId = own.press('card-jia-1');
    expect((await reaches(own, holdId, 'failed')).failure).toMatchObject({
      code: 'outcomeUnknown',
      retryable: true,
    });
    bank.faults.clear();
    expect(own.press('card-jia-1')).toBe(holdId);
    await reaches(own, holdId, 'confirmed');
    expect(bank.holdsOn('card-jia-1')).toBe(1);
  });

  it('was never there: the failure says that nothing left', async () => {
    const bank = await core();
    await bank.dispose();
    const own = desk(bank.url, { giveUpAfterMs: 20 });
    const failed = await reaches(own, own.press('card-jia-1'), 'failed');
    expect(failed).toMatchObject({ sentAt: null, attempts: 0, failure: { code: 'notDelivered' } });
  });

  it('gives its answer while the disk is full: the receipt is fetched again', async () => {
    const bank = await core();
    const own = desk(bank.url);
    let full = 2;
    const { step } = own.repository;
    const other = desk(bank.url, {
      repository: {
        ...own.repository,
        step: (holdId, from, taken) => {
          if (taken.to === 'confirmed' && full-- > 0) throw new Error('disk full');
          return step(holdId, from, taken);
        },
      },
    });
    await reaches(other, other.press('card-jia-1'), 'confirmed');
    expect(bank.holdsOn('card-jia-1')).toBe(1);
  });
});

describe('a new start', () => {
  it('finishes what was asked and never sent', async () => {
    const bank = await core();
    const port = Number(new URL(bank.url).port);
    await bank.dispose();
    const before = openHoldDesk(bank.url);
    const holdId = before.press('card-jia-1');
    before.close();
    const back = await core({ port });
    const after = desk(back.url, { dbFile: before.dbFile });
    await reaches(after, holdId, 'confirmed');
    expect(back.holdsOn('card-jia-1')).toBe(1);
  });

  it('finds the receipt of what was sent and never heard of', async () => {
    const bank = await core();
    bank.faults.add({ on: post, kind: 'silence', when: 'after' });
    const before = openHoldDesk(bank.url);
    const holdId = before.press('card-jia-1');
    await reaches(before, holdId, 'sent');
    await expect.poll(() => bank.holdsOn('card-jia-1')).toBe(1);
    before.close();
    const after = desk(bank.url, { dbFile: before.dbFile });
    const done = await reaches(after, holdId, 'confirmed');
    expect(done.attempts).toBe(1);
    expect(bank.holdsOn('card-jia-1')).toBe(1);
  });

  it('shows finished holds of this shift and leaves them alone', async () => {
    const bank = await core();
    const before = openHoldDesk(bank.url);
    const done = await reaches(before, before.press('card-jia-1'), 'confirmed');
    before.close();
    const after = desk(bank.url, { dbFile: before.dbFile });
    expect(after.outbox.state.get()).toMatchObject({ holds: [done], outboxDepth: 0, releaseAsks: [] });
  });
});
