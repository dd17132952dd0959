import { afterEach, describe, expect, it } from 'vitest';
import type { SandboxCore } from '#electron/core/sandbox/server.ts';
import { listedCardId } from '#electron/core/sandbox/listed-cards.ts';
import { keyOf } from '#electron/incident/runner.ts';
import { sampleCardNumber, sampleList } from '#shared/incident/sample-list.ts';
import { lead, openIncidentDesk, second, type IncidentDesk } from '#tests/support/incident-desk.ts';
import { startSandbox } from '#tests/support/sandbox-core.ts';

const open: { core?: SandboxCore; desks: IncidentDesk[] } = { desks: [] };
afterEach(async () => {
  for (const desk of open.desks.splice(0)) desk.close();
  await open.core?.dispose();
});

async function start(
  options: Parameters<typeof openIncidentDesk>[1] = {},
): Promise<{ core: SandboxCore; desk: IncidentDesk }> {
  open.core = await startSandbox();
  const desk = openIncidentDesk(open.core.url, options);
  open.desks.push(desk);
  return { core: open.core, desk };
}

const until = async (what: () => boolean): Promise<void> => {
  for (let turn = 0; turn < 3_000 && !what(); turn += 1)
    await new Promise((resolve) => setTimeout(resolve, 5));
  expect(what()).toBe(true);
};
const phase = (desk: IncidentDesk): string => desk.now().phase;

/** A list as far as the second person. */
async function submitted(desk: IncidentDesk, list: string): Promise<string> {
  const drafted = await desk.room.draft('凌晨撞库', '同一商户集中试卡', list);
  if (!drafted.ok) throw new Error(drafted.error.code);
  const { incidentId } = drafted.value;
  await until(() => phase(desk) === 'ready');
  expect(desk.room.submit(incidentId)).toEqual({ ok: true, value: {} });
  return incidentId;
}

async function confirmed(desk: IncidentDesk, list: string): Promise<string> {
  const incidentId = await submitted(desk, list);
  desk.sitDown(second);
  expect(desk.room.confirm(incidentId, desk.now().counts.open)).toEqual({ ok: true, value: {} });
  return incidentId;
}

describe('a bulk hold', () => {
  it('is checked row by row, confirmed by another person, done, and every card has one receipt', async () => {
    const { core, desk } = await start();
    const list = sampleList(300);
    const incidentId = await confirmed(desk, list);
    await until(() => phase(desk) === 'done');
    const { counts, confirmedBy, createdBy, startedAt, endedAt } = desk.now();
    // Three of three hundred cards are closed; four rows of the practice list are wrong.
    expect(counts).toEqual({
      rows: 304,
      bad: 7,
      unchecked: 0,
      open: 0,
      confirmed: 297,
      already: 0,
      failed: 0,
      left: 0,
    });
    expect([createdBy, confirmedBy]).toEqual([lead, second]);
    expect(endedAt ?? 0).toBeGreaterThanOrEqual(startedAt ?? Number.MAX_SAFE_INTEGER);
    for (const serial of [1, 96, 98, 300]) expect(core.holdsOn(listedCardId(serial))).toBe(1);
    expect(core.holdsOn(listedCardId(97))).toBe(0);
    const bad = desk.room.rows(incidentId, 'bad', 0);
    expect(bad.ok && bad.value.rows.map(({ line, problem }) => [line, problem])).toEqual([
      [98, 'closed'],
      [195, 'closed'],
      [292, 'closed'],
      [302, 'duplicate'],
      [303, 'notDigits'],
      [304, 'wrongLength'],
      [305, 'checkDigit'],
    ]);
    const calls = desk.room.rows(incidentId, 'calls', 0);
    if (!calls.ok) throw new Error('no calls');
    const amounts = calls.value.rows.map(({ amountMinor }) => amountMinor ?? 0);
    expect(amounts).toEqual(amounts.toSorted((a, b) => b - a));
    expect(calls.value).toMatchObject({ total: 297 });
    expect(calls.value.rows.every(({ receipt }) => receipt?.startsWith('LS'))).toBe(true);
  });

  it('is never confirmed by the one who made it, nor for another number than was read', async () => {
    const { core, desk } = await start();
    const incidentId = await submitted(desk, sampleList(10));
    const { open: cards } = desk.now().counts;
    expect(desk.room.confirm(incidentId, cards)).toMatchObject({
      ok: false,
      error: { code: 'incident/same-person' },
    });
    desk.sitDown(null);
    expect(desk.room.confirm(incidentId, cards)).toMatchObject({
      ok: false,
      error: { code: 'incident/same-person' },
    });
    desk.sitDown(second);
    expect(desk.room.confirm(incidentId, cards + 1)).toMatchObject({
      ok: false,
      error: { code: 'incident/changed' },
    });
    expect(phase(desk)).toBe('awaitingSecond');
    expect(core.holdsOn(listedCardId(1))).toBe(0);
  });

  it('lets one be open at a time, and goes nowhere from where it may not', async () => {
    const { desk } = await start();
    const incidentId = await submitted(desk, sampleList(5));
    expect(await desk.room.draft('another', 'why', sampleList(2))).toMatchObject({
      error: { code: 'incident/open-one' },
    });
    expect(await desk.room.pause(incidentId)).toMatchObject({ error: { code: 'incident/wrong-phase' } });
    expect(await desk.room.resume(incidentId)).toMatchObject({ error: { code: 'incident/wrong-phase' } });
    expect(desk.room.discard(incidentId)).toEqual({ ok: true, value: {} });
    expect((await desk.room.draft('another', 'why', sampleList(2))).ok).toBe(true);
    expect(desk.room.rows('inc-nobody', 'bad', 0)).toMatchObject({ error: { code: 'incident/unknown' } });
  });

  it.each([
    ['no rows', '\n , \n', 'incident/empty-list'],
    ['too many rows', sampleList(100_001), 'incident/too-long'],
  ])('refuses a list with %s and keeps nothing of it', async (_, list, code) => {
    const { desk } = await start();
    expect(await desk.room.draft('n', 'r', list)).toMatchObject({ ok: false, error: { code } });
    expect(desk.repository.newest(5)).toEqual([]);
  });

  it('has nothing to submit where no card can be held', async () => {
    const { desk } = await start();
    const drafted = await desk.room.draft('n', 'r', '12345678\nrubbish 12345678');
    if (!drafted.ok) throw new Error(drafted.error.code);
    await until(() => phase(desk) === 'ready');
    expect(desk.room.submit(drafted.value.incidentId)).toMatchObject({
      error: { code: 'incident/nothing-to-hold' },
    });
  });

  it('keeps no full number once the core has been asked', async () => {
    const { desk } = await start();
    const incidentId = await submitted(desk, sampleList(50));
    expect(desk.repository.unchecked(incidentId, 100)).toEqual([]);
    const texts = JSON.stringify(desk.repository.rowsAfter(incidentId, 0, 100));
    expect(texts).not.toContain(sampleCardNumber(1));
    expect(texts).toContain(`6222 02** **** ${sampleCardNumber(1).slice(-4)}`);
  });

  it('pauses with what was out answered, goes on, and leaves the rest alone when it is stopped', async () => {
    const { core, desk } = await start({ parallel: 2 });
    const incidentId = await confirmed(desk, sampleList(2_000));
    await until(() => desk.now().counts.confirmed > 20);
    await desk.room.pause(incidentId);
    const atPause = desk.repository.counts(incidentId);
    expect(atPause.open).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(desk.repository.counts(incidentId)).toEqual(atPause);
    expect(await desk.room.resume(incidentId)).toEqual({ ok: true, value: {} });
    await until(() => desk.now().counts.confirmed > atPause.confirmed);
    await desk.room.stop(incidentId);
    const { confirmed: held, left, open: rest } = desk.repository.counts(incidentId);
    expect(rest).toBe(0);
    expect(left).toBeGreaterThan(0);
    const calls = desk.repository.rowsAfter(incidentId, 0, 5_000);
    const heldAtCore = calls
      .filter(({ state }) => state !== 'bad')
      .filter(({ line }) => core.holdsOn(listedCardId(line - 1)) === 1);
    expect(heldAtCore.length).toBe(held);
    expect(phase(desk)).toBe('stopped');
  });

  it('waits for a core that is away, says so, and goes on by itself', async () => {
    const { core, desk } = await start({ parallel: 4 });
    const incidentId = await submitted(desk, sampleList(40));
    core.faults.add({ on: 'POST /v1/holds', times: 6, kind: 'status', status: 503 });
    const said = new Set<string>();
    desk.room.state.subscribe(({ current }) => said.add(current?.trouble?.code ?? 'none'));
    desk.sitDown(second);
    desk.room.confirm(incidentId, desk.now().counts.open);
    await until(() => said.has('coreFault'));
    await until(() => phase(desk) === 'done');
    expect(desk.now()).toMatchObject({ trouble: null, counts: { failed: 0, open: 0 } });
  });

  it('keeps a refusal of the core as a failure with its reason', async () => {
    const { desk } = await start({
      gateway: (real) => ({
        ...real,
        hold: (key, cardId, ...rest) =>
          cardId === listedCardId(3)
            ? Promise.resolve({ kind: 'refused', code: 'notPermitted', reason: 'x' } as const)
            : real.hold(key, cardId, ...rest),
      }),
    });
    const incidentId = await confirmed(desk, sampleList(5));
    await until(() => phase(desk) === 'done');
    const failed = desk.room.rows(incidentId, 'failed', 0);
    expect(failed.ok && failed.value.rows).toMatchObject([
      { line: 4, failure: 'notPermitted', state: 'failed' },
    ]);
  });

  it('goes on after a restart where it was: under the same keys, one hold a card', async () => {
    const { core, desk } = await start({ parallel: 4 });
    const asked: string[] = [];
    const incidentId = await confirmed(desk, sampleList(600));
    await until(() => desk.now().counts.confirmed > 30);
    // As a kill would: answers that are not on disk yet are lost, the core has them.
    desk.close();
    open.desks = [];
    const again = openIncidentDesk(core.url, {
      dbFile: desk.dbFile,
      gateway: (real) => ({
        ...real,
        hold: (key, ...rest) => {
          asked.push(key);
          return real.hold(key, ...rest);
        },
      }),
    });
    open.desks.push(again);
    await until(() => phase(again) === 'done');
    const rows = again.repository.rowsAfter(incidentId, 0, 1_000).filter(({ state }) => state !== 'bad');
    expect(rows.every(({ state }) => state === 'confirmed')).toBe(true);
    for (const { line } of rows) expect(core.holdsOn(listedCardId(line - 1))).toBe(1);
    expect(asked.every((key) => key.startsWith(`${incidentId}-`))).toBe(true);
    expect(asked.length).toBeLessThan(rows.length);
    expect(keyOf(incidentId, 2)).toBe(`${incidentId}-2`);
    expect(again.now().confirmedBy).toEqual(second);
  });

  it('goes on checking after a restart, and forgets a list that was only half read', async () => {
    const { core, desk } = await start({
      gateway: (real) => ({ ...real, lookUp: () => new Promise(() => undefined) }),
    });
    const drafted = await desk.room.draft('n', 'r', sampleList(20));
    expect(drafted.ok).toBe(true);
    desk.repository.create({ incidentId: 'inc-half', name: 'n', reason: 'r', createdAt: 1, createdBy: lead });
    desk.close();
    open.desks = [];
    const again = openIncidentDesk(core.url, { dbFile: desk.dbFile });
    open.desks.push(again);
    await until(() => phase(again) === 'ready');
    expect(again.repository.find('inc-half')).toBeUndefined();
    expect(again.now().counts).toMatchObject({ rows: 24, unchecked: 0, open: 20 });
  });
});
