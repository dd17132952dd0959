import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import type { CasesState, VerificationCase } from '#shared/cases/contract.ts';
import type { SampleCase } from '#shared/cases/sample-case.ts';
import type { GuidanceState } from '#shared/guidance/state.ts';
import type { RiskState } from '#shared/risk/state.ts';
import type { SeatSnapshot } from '#shared/seat/contract.ts';
import { levelOf } from '#shared/risk/tier.ts';
import { callerNow, startDeskAt } from '#tests/support/bank.ts';
import { type CallableBank, startCallableBank } from '#tests/support/called-people.ts';
import type { Desk } from '#tests/support/desk-app.ts';
import { pressAsOffered } from '#tests/support/hands.ts';

/**
 * Outbound verification as it happened (cases.md), on the embedded exchange with people who speak: one desk, one bank, case after
 * case. Pictures go to out/cases.
 */
test.describe.configure({ mode: 'serial' });

let bank: CallableBank;
let desk: Desk;
test.beforeAll(async () => {
  bank = await startCallableBank(2_500);
  desk = await startDeskAt(bank, { size: { width: 1366, height: 768 } });
  await expect.poll(async () => (await state()).feed.state, { timeout: 30_000 }).toBe('live');
  await expect
    .poll(async () => (await desk.ask<{ playbooks: unknown[] }>('guidance/library')).playbooks.length)
    .toBeGreaterThan(20);
});
test.afterAll(async () => {
  await desk?.close();
  await bank?.dispose();
});

const state = (): Promise<CasesState> => desk.ask<CasesState>('cases/state');
const guidance = (): Promise<GuidanceState> => desk.ask<GuidanceState>('guidance/state');
const press = (key: string): Promise<void> => pressAsOffered(desk, key);
const find = async (caseId: string): Promise<VerificationCase | undefined> =>
  (await state()).cases.find((one) => one.caseId === caseId);
const picture = (name: string): Promise<unknown> =>
  desk.page.screenshot({ path: join(resolve('out/cases'), `${name}.png`) });

const outbound = (id: string) => {
  const found = bank.content.outbound.get(id);
  if (!found) throw new Error(`no outbound scenario ${id}`);
  return found;
};
/** The bank stops a transaction; its holder takes the rings as the file says. */
function arrive(id: string, change: Partial<SampleCase> = {}): string {
  const { case: sample, script, rings } = outbound(id);
  bank.answers(script, rings);
  return bank.core.cases.arrive({ ...sample, ...change });
}

/** Rings the case from the inbox by keys alone. */
async function dial(caseId: string): Promise<void> {
  await press('Control+2');
  await expect.poll(async () => (await find(caseId))?.tier.tier).not.toBe('unknown');
  await desk.page.locator(`[data-case="${caseId}"] .row-button`).click();
  await expect(desk.page.locator(`[data-sheet="${caseId}"]`)).toBeVisible();
  await press('Control+Enter');
}
const phase = async (): Promise<string | null> => (await state()).atHand?.phase ?? null;
const talking = (): Promise<void> => expect.poll(phase, { timeout: 30_000 }).toBe('talking');

/** Asks the next question, and the one on the telephone hears which. */
async function ask(): Promise<string> {
  const before = (await guidance()).asked.length;
  await press('Control+Enter');
  await expect.poll(async () => (await guidance()).asked.length).toBe(before + 1);
  const { questionId } = (await guidance()).asked.at(-1) ?? { questionId: '' };
  bank.did('questionAsked', { questionId });
  return questionId;
}
const saysLine = (id: string): Promise<void> =>
  expect.poll(() => bank.said.includes(id), { timeout: 30_000, intervals: [30] }).toBe(true);

/** The call ends and its wrap-up is finished; the seat goes where the test wants it. */
async function finish(then: 'ready' | 'notReady' = 'notReady', hangUp = true): Promise<void> {
  if (hangUp) await press('F12');
  await expect.poll(async () => (await desk.ask<SeatSnapshot>('seat/state')).work).toBe('wrapUp');
  const callId = (await desk.ask<SeatSnapshot>('seat/state')).wrapUp?.callId;
  await desk.send('seat/save-wrap-up', { callId, disposition: 'scamStopped', note: '', followUp: '' });
  await desk.send('seat/finish-wrap-up', { callId, then });
  await expect.poll(phase).toBeNull();
}

test('3.13b: comes to the ready seat, three seconds of silence at the unexpected question, parked, and refused by the core', async () => {
  await desk.send('seat/set-ready', {});
  const arrivedAt = Date.now();
  const caseId = arrive('case-3-13b');
  await expect(desk.page.locator(`[data-coming="${caseId}"]`)).toBeVisible();
  expect(bank.core.cases.claim(caseId, { seat: '1002', by: { personId: 'x', name: 'x' } })).toMatchObject({
    status: 409,
    body: { params: { seat: '1001' } },
  });
  await picture('3-13b-1-coming');
  await press('Control+Enter');
  await talking();
  const { firstRing } = await state();
  expect(firstRing).toMatchObject({ count: 1, within30: 1 });
  expect(firstRing.lastMs).toBeLessThanOrEqual(Date.now() - arrivedAt);
  await expect.poll(async () => (await callerNow(desk)).holder?.age).toBe(67);

  expect(await ask()).toBe('whatFor');
  await saysLine('02');
  await press('Alt+K');
  await press('Control+Shift+1');
  expect(await ask()).toBe('howKnowPayee');
  await saysLine('03');
  await press('Alt+K');
  await press('Control+Shift+2');
  await expect.poll(async () => (await guidance()).asked.at(-1)?.mark).toBe('hesitant');
  const { asked, ticked } = await guidance();
  expect(
    asked.at(-1)?.latencyMs,
    'from the question to her first word, the silence in it',
  ).toBeGreaterThanOrEqual(3_000);
  expect(asked[0]).toMatchObject({ mark: 'clear', latencySource: 'agent' });
  expect(ticked.map(({ cueId }) => cueId)).toEqual(
    expect.arrayContaining(['fluentOnStandard', 'hesitatesAtUnexpected', 'newPayee', 'singleAbove50k']),
  );
  await expect(desk.page.locator('[data-pair] [data-answer]')).toHaveCount(2);
  await picture('3-13b-2-side-by-side');

  await press('Alt+D');
  await expect(desk.page.locator('[data-outcome="delay"]')).toBeVisible();
  await picture('3-13b-3-delay');
  await press('Escape');
  // Eight o'clock this evening, which for a test is in a moment.
  const until = Date.now() + 4_000;
  expect(
    await desk.send('cases/decide', { caseId, outcome: 'delay', reason: 'hesitated', until }),
  ).toMatchObject({ ok: true });
  await expect.poll(async () => (await find(caseId))?.asked.at(-1)?.state).toBe('confirmed');
  expect((await find(caseId))?.state).toBe('delayed');
  await picture('3-13b-4-parked');
  await finish();
  await expect.poll(async () => (await find(caseId))?.state, { timeout: 30_000 }).toBe('closed');
  expect((await find(caseId))?.decision).toMatchObject({ kind: 'refused', by: 'timer' });
  await press('Control+2');
  await picture('3-13b-5-refused-by-the-core');
});

test('3.12: a million and more to a safe account: refused and protected with one decision, the card held', async () => {
  const scenario = bank.content.scenarios.get('case-3-12');
  if (!scenario) throw new Error('no scenario 3.12');
  bank.answers(scenario.script, ['talk']);
  const caseId = bank.core.cases.arrive({
    customerId: 'cust-jia',
    money: { amountMinor: 165_000_000, currency: 'CNY' },
    payeeMasked: '沈**',
    payeeIsNew: true,
    channel: 'app',
    cues: ['termDepositBroken', 'newPayee', 'singleAbove50k'],
    deadlineIn: '30m',
  });
  await dial(caseId);
  await talking();
  await ask();
  await press('Control+Shift+3');
  const { callId } = await guidance();
  for (const cueId of ['claimsSupport', 'coverExpiry', 'safeAccount', 'screenShareApp'])
    await desk.send('guidance/tick-cue', { callId, cueId, ticked: true });
  await expect
    .poll(async () => (await desk.ask<RiskState>('risk/state')).tier, { timeout: 30_000 })
    .toBe('critical');
  await picture('3-12-1-critical');
  await press('Alt+H');
  await expect(desk.page.locator('[data-outcome="protect"]')).toBeVisible();
  await picture('3-12-2-protect');
  await press('Enter');
  await expect
    .poll(async () => (await find(caseId))?.asked.map(({ control, state: way }) => `${control} ${way}`), {
      timeout: 30_000,
    })
    .toEqual(['transactionRefuse confirmed', 'accountProtect confirmed']);
  await expect.poll(async () => (await find(caseId))?.accountProtected).toBe(true);
  // Her screen was seen: the card is stopped, too.
  await press('Alt+1');
  await expect.poll(() => bank.core.holdsOn('card-jia-1')).toBe(1);
  await picture('3-12-3-done');
  await finish();
  expect((await find(caseId))?.decision).toMatchObject({ kind: 'refused', by: 'person' });
});

test('3.15: two attempts without a valid answer: refused and protected by rule', async () => {
  const caseId = arrive('case-3-15');
  for (const attempts of [1, 2]) {
    await dial(caseId);
    await expect.poll(async () => (await find(caseId))?.attempts.length, { timeout: 30_000 }).toBe(attempts);
    await expect.poll(phase).toBeNull();
  }
  expect((await find(caseId))?.attempts.map(({ result }) => result)).toEqual(['noAnswer', 'noAnswer']);
  await expect.poll(async () => (await find(caseId))?.accountProtected, { timeout: 30_000 }).toBe(true);
  await expect
    .poll(async () => (await find(caseId))?.decision)
    .toMatchObject({ kind: 'refused', by: 'rule' });
  expect((await find(caseId))?.state, 'open until somebody has talked to the holder').toBe('blocked');
  await picture('3-15-two-attempts');
});

test('3.16: picks up and hangs up, again and again: blocked until she talks', async () => {
  const caseId = arrive('case-3-16');
  for (const attempts of [1, 2]) {
    await dial(caseId);
    await expect.poll(async () => (await find(caseId))?.attempts.length, { timeout: 30_000 }).toBe(attempts);
    await finish('notReady', false);
  }
  expect((await find(caseId))?.attempts.map(({ result }) => result)).toEqual(['hungUp', 'hungUp']);
  await expect.poll(async () => (await find(caseId))?.state, { timeout: 30_000 }).toBe('blocked');
  await press('Control+2');
  await picture('3-16-1-blocked');
  await dial(caseId);
  await talking();
  await ask();
  await saysLine('02');
  await press('Control+Shift+3');
  await picture('3-16-2-she-talks');
  await finish();
  await expect.poll(async () => (await find(caseId))?.state).toBe('closed');
  expect((await find(caseId))?.attempts.at(-1)?.result).toBe('talked');
  expect((await find(caseId))?.accountProtected).toBe(true);
});

test('2.11: the same payee tried again the same day is one tier up, and is stopped again', async () => {
  const first = arrive('case-2-11');
  await dial(first);
  await talking();
  const before = (await find(first))?.tier.tier ?? 'unknown';
  await ask();
  await saysLine('02');
  await press('Control+Shift+3');
  await press('Alt+X');
  await expect(desk.page.locator('[data-outcome="refuse"]')).toBeVisible();
  await press('Enter');
  await expect.poll(async () => (await find(first))?.decision?.kind, { timeout: 30_000 }).toBe('refused');
  await finish();

  const second = arrive('case-2-11');
  await expect.poll(async () => (await find(second))?.cues ?? []).toContain('samePayeeAfterRefusal');
  await expect.poll(async () => (await find(second))?.tier.tier).not.toBe('unknown');
  const after = (await find(second))?.tier.tier ?? 'unknown';
  if (before === 'unknown' || after === 'unknown') throw new Error('no tier');
  expect(levelOf(after)).toBeGreaterThan(levelOf(before));
  expect((await find(second))?.tier.reasons.map(({ zh }) => zh).join(' ')).toContain('升一档');
  await dial(second);
  await talking();
  await expect(desk.page.locator('[data-cue-fact="samePayeeAfterRefusal"]').first()).toBeVisible();
  await picture('2-11-second-try');
  await ask();
  await press('Control+Shift+3');
  await press('Alt+X');
  await press('4');
  await press('Enter');
  await expect
    .poll(async () => (await find(second))?.decision?.reason, { timeout: 30_000 })
    .toBe('secondTry');
  await finish();
});
