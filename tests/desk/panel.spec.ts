import { expect, type Page, test } from '@playwright/test';
import type { SandboxFault } from '#electron/core/sandbox/faults.ts';
import type { CareFlag } from '#shared/care/care-flag.ts';
import {
  type Bank,
  callerNow,
  callNow,
  holdsNow,
  inState,
  numberOf,
  startBank,
  startDeskAt,
} from '#tests/support/bank.ts';
import { type Desk, signIn, startDesk, unlock } from '#tests/support/desk-app.ts';
import { startTestExchange } from '#tests/support/embedded-exchange.ts';
import { barSays } from '#tests/support/hands.ts';
import { sandboxToken } from '#tests/support/sandbox-core.ts';
import { words } from '#tests/support/words.ts';

const t = words('zh-CN');
const foreignNumber = '+8613911112222';
let bank: Bank;
let desk: Desk;
let page: Page;

test.beforeAll(async () => {
  // The IVR in front of the queue found out who it is: the INVITE then carries X-Customer-Id.
  const ivr = (number: string) => (number === foreignNumber ? { customerId: 'cust-jia' } : null);
  bank = await startBank({ floor: await startTestExchange({ ivr }) });
  desk = await startDeskAt(bank);
  ({ page } = desk);
});
test.afterEach(async () => {
  bank.core.faults.clear();
  for (let turn = 0; turn < 3 && !(await isIdle()); turn += 1) await comeToRest();
});
test.afterAll(async () => {
  await desk.close();
  await bank.dispose();
});

const seat = () => desk.ask<{ work: string; wrapUp: { callId: string } | null }>('seat/state');
const isIdle = async (): Promise<boolean> => ['notReady', 'ready'].includes((await seat()).work);

/** Whatever a test left behind ends, so that the next caller finds a free desk. */
async function comeToRest(): Promise<void> {
  const call = await callNow(desk);
  if (call !== undefined && call.state !== 'ended')
    await (call.state === 'ringing'
      ? desk.send('call/decline', { callId: call.id })
      : desk.send('call/hang-up', { callId: call.id, confirmed: true }));
  const { wrapUp } = await seat();
  if (wrapUp !== null) {
    const { callId } = wrapUp;
    await desk.send('seat/save-wrap-up', { callId, disposition: 'solved', note: '', followUp: '' });
    // A crisis is not put away before somebody answers for what follows.
    if ((await desk.ask<{ owner: string }>('care/state')).owner === 'missing')
      await desk.send('care/book', { callId, kind: 'crisis', dueAt: Date.now(), ownerId: 'seat-1001' });
    await desk.send('seat/finish-wrap-up', { callId, then: 'notReady' });
  }
  await expect
    .poll(isIdle, { timeout: 3_000 })
    .toBe(true)
    .catch(() => undefined);
}

const column = () => page.getByRole('region', { name: t('caller.title'), exact: true });
const matchIs = (match: string): Promise<void> =>
  expect.poll(async () => (await callerNow(desk)).match, { timeout: 30_000 }).toBe(match);
const from = (number: string) => ({ from: { number, name: '' } });

const flagsOnFile: readonly (readonly [string, readonly CareFlag[], string])[] = [
  [numberOf.elderly, ['elderly'], '登记 85 岁'],
  [numberOf.hearingImpaired, ['hearingImpaired'], t('care.reason.onFile')],
  [numberOf.foreignLanguage, ['foreignLanguage'], '登记语言 英语'],
  ['+8613600008125', ['visuallyImpaired'], t('care.reason.onFile')],
  ['+8613500009012', ['serving'], t('care.reason.onFile')],
  ['+8613800004476', ['minor', 'thirdParty'], t('care.reason.callerIsNotHolder')],
  ['+8613700007734', ['crisis', 'hardship'], t('care.reason.onFile')],
  ['+8613900003390', ['priority'], t('care.reason.onFile')],
  ['+8613800008926', ['disasterArea', 'foreignLanguage'], t('care.reason.numberRange')],
  ['+8613700002368', ['distress'], t('care.reason.onFile')],
];

for (const [number, flags, reason] of flagsOnFile) {
  test(`on file: ${flags.join(' and ')} shown in bar and panel, with the reason and what to do`, async () => {
    const caller = bank.ring(from(number));
    await matchIs('known');
    const known = await callerNow(desk);
    expect(known.flags.map(({ flag }) => flag)).toEqual(expect.arrayContaining([...flags]));
    for (const flag of flags) {
      await expect(page.getByRole('banner')).toContainText(t(`care.flag.${flag}`));
      await expect(column()).toContainText(t(`care.flag.${flag}`));
    }
    await expect(column()).toContainText(reason);
    // The card of conduct of each: something to do, something never to do.
    for (const flag of flags) {
      const rules = column().locator(`[data-flag="${flag}"]`).getByRole('listitem');
      await expect(rules.and(page.locator(':not(.never)')).first()).toBeVisible();
      await expect(rules.and(page.locator('.never')).first()).toBeVisible();
    }
    for (const card of known.cards) await expect(column()).toContainText(card.masked.slice(-4));
    // What the agent sees at the ring and once it is answered: one picture each.
    await page.screenshot({ path: `out/care/${flags.join('-')}-ring.png` });
    await desk.press('F2');
    await barSays(page, 'active');
    await page.screenshot({ path: `out/care/${flags.join('-')}-talk.png` });
    caller.hangUp();
    await inState(desk, 'ended');
  });
}

test('an unknown number is said to be one, and the call is as any other', async () => {
  const caller = bank.ring(from(numberOf.unknown));
  await matchIs('unknown');
  await expect(column()).toContainText(t('caller.unknown.title'));
  await expect(column()).toContainText(t('caller.unknown.text'));
  await expect(page.getByRole('banner')).toContainText('139****0001');
  await expect(column().getByRole('button', { name: t('control.hold') })).toHaveCount(0);
  await page.keyboard.press('Alt+1');
  await desk.press('F2');
  await barSays(page, 'active');
  expect(await holdsNow(desk)).toEqual([]);
  expect(caller.phase).toBe('up');
  // What the agent hears can still be set by hand.
  await page.keyboard.press('Alt+T');
  await page
    .getByRole('dialog')
    .getByRole('listitem')
    .filter({ hasText: t('care.flag.hearingImpaired') })
    .getByRole('button', { name: t('caller.flags.set') })
    .click();
  await expect(page.getByRole('banner')).toContainText(t('care.flag.hearingImpaired'));
  expect((await callerNow(desk)).flags).toMatchObject([
    { flag: 'hearingImpaired', reasons: [{ source: 'heardByAgent' }] },
  ]);
  await page.keyboard.press('Escape');
});

test('what the agent heard is on the next ring, with who heard it, and gone from the one after it was lifted', async () => {
  const number = '+8613600005507';
  const flag = 'hearingImpaired';
  const rung = async (): Promise<{ readonly callId: string; hangUp(): Promise<void> }> => {
    const caller = bank.ring(from(number));
    await barSays(page, 'ringing');
    await matchIs('known');
    const callId = (await callNow(desk))?.id ?? '';
    return {
      callId,
      async hangUp() {
        caller.hangUp();
        await inState(desk, 'ended');
        await comeToRest();
      },
    };
  };
  const banner = page.getByRole('banner');
  const answer = async (): Promise<void> => {
    await desk.press('F2');
    await barSays(page, 'active');
  };
  const first = await rung();
  await expect(banner).not.toContainText(t(`care.flag.${flag}`));
  await answer();
  const said = { callId: first.callId, flag, source: 'saidByCaller' };
  expect(await desk.send('caller/set-flag', said)).toMatchObject({ ok: true });
  expect(await desk.send('caller/keep-flag', { callId: first.callId, flag, agreed: true })).toMatchObject({
    ok: true,
  });
  await first.hangUp();

  const second = await rung();
  await expect(banner).toContainText(t(`care.flag.${flag}`));
  await expect(column()).toContainText(t('care.reason.earlierNote'));
  expect((await callNow(desk))?.state).toBe('ringing');
  await page.screenshot({ path: 'out/care/kept-ring.png' });
  await answer();
  expect(await desk.send('caller/lift-flag', { callId: second.callId, flag })).toMatchObject({ ok: true });
  await expect(banner).not.toContainText(t(`care.flag.${flag}`));
  await second.hangUp();

  const third = await rung();
  await expect(banner).not.toContainText(t(`care.flag.${flag}`));
  await answer();
  await third.hangUp();
});

test('the exchange names the customer: known although the number is foreign', async () => {
  bank.ring(from(foreignNumber));
  await matchIs('known');
  expect(await callerNow(desk)).toMatchObject({
    matchedBy: 'customerId',
    caller: { numberMatchesHolder: false },
  });
  await expect(column()).toContainText('贾女士');
  await expect(column()).not.toContainText(t('caller.ownNumber'));
});

test('a slow core: a skeleton and a sentence, the call goes on, the panel comes when it comes', async () => {
  bank.core.faults.add({ on: 'GET /v1/callers', kind: 'delay', ms: 2_600 });
  bank.ring();
  await matchIs('slow');
  await expect(column()).toContainText(t('caller.slow'));
  await desk.press('F2');
  await inState(desk, 'active');
  expect((await callerNow(desk)).match).toBe('slow');
  await matchIs('known');
  await expect(column()).toContainText('贾女士');
  await expect(column()).not.toContainText(t('caller.slow'));
  expect((await callNow(desk))?.state).toBe('active');
});

const failures: readonly (readonly [string, SandboxFault])[] = [
  ['coreFault', { on: 'GET /v1/callers', kind: 'status', status: 500, times: 9 }],
  ['unauthorized', { on: 'GET /v1/callers', kind: 'status', status: 401, times: 9 }],
  ['badAnswer', { on: 'GET /v1/callers', kind: 'page', times: 9 }],
  ['unreachable', { on: 'GET /v1/callers', kind: 'drop', when: 'before', times: 9 }],
  ['timeout', { on: 'GET /v1/callers', kind: 'silence', when: 'before', times: 9 }],
];
for (const [failure, fault] of failures) {
  test(`a failing core (${failure}): said so, the call unaffected, and read again when it is back`, async () => {
    bank.core.faults.add(fault);
    const caller = bank.ring();
    await matchIs('failed');
    await expect(column()).toContainText(t('caller.failed.title'));
    await expect(column()).toContainText(t(`caller.failed.${failure}`));
    await expect(column()).toContainText(t('caller.failed.stillWorks'));
    await desk.press('F2');
    await barSays(page, 'active');
    expect(caller.phase).toBe('up');
    bank.core.faults.clear();
    await page.keyboard.press('Alt+R');
    await matchIs('known');
    await expect(column()).toContainText('贾女士');
    await expect(column()).not.toContainText(t('caller.failed.title'));
  });
}

const parts = [
  ['cards', 'caller.cardsFailed', 'caller.noCards'],
  ['risk', 'caller.riskFailed', 'caller.noRisk'],
  ['calls', 'caller.historyFailed', 'caller.noHistory'],
] as const;
for (const [path, said, neverSaid] of parts) {
  test(`a part that could not be read (${path}) is said, and never looks like none`, async () => {
    bank.core.faults.add({ on: `GET /v1/customers/cust-jia/${path}`, kind: 'status', status: 503, times: 9 });
    bank.ring();
    await matchIs('known');
    await expect(column()).toContainText(t(said));
    await expect(column()).not.toContainText(t(neverSaid));
    await expect(column()).toContainText('贾女士');
    bank.core.faults.clear();
    await page.keyboard.press('Alt+R');
    await expect(column()).not.toContainText(t(said));
  });
}

const button = (name: string) => page.getByRole('banner').getByRole('button', { name, exact: true });
const enabledOnes = async (): Promise<string[]> => {
  const names = [
    'call.mute',
    'call.hold',
    'call.text',
    'call.decline',
    'call.end',
    'call.dial',
    'call.tones',
  ];
  const found: string[] = [];
  for (const name of names) {
    const one = button(t(name));
    if ((await one.count()) === 1 && (await one.isEnabled())) found.push(name);
  }
  return found;
};

test('each state offers what it can do and nothing else, and main refuses the rest', async () => {
  await expect.poll(enabledOnes).toEqual(['call.dial']);
  const caller = bank.ring();
  await inState(desk, 'ringing');
  await expect.poll(enabledOnes).toEqual(['call.decline']);
  const callId = (await callNow(desk))?.id;
  for (const name of ['call/hold', 'call/resume'] as const)
    expect(await desk.send(name, { callId }), name).toMatchObject({ ok: false });
  expect(await desk.send('call/set-muted', { callId, muted: true })).toMatchObject({ ok: false });
  // Keys that the screen does not offer now.
  await page.keyboard.press('F5');
  await page.keyboard.press('F4');
  expect((await callNow(desk))?.state).toBe('ringing');
  await desk.press('F2');
  await inState(desk, 'active');
  await expect.poll(enabledOnes).toEqual(['call.mute', 'call.hold', 'call.text', 'call.end', 'call.tones']);
  expect(await desk.send('call/answer', { callId })).toMatchObject({ ok: false });
  caller.hangUp();
  await inState(desk, 'ended');
  await expect.poll(enabledOnes).toEqual([]);
  expect(await desk.send('call/hold', { callId })).toMatchObject({ ok: false });
});

test('a crisis caller is not put on hold by one press: the strip says why, and Esc stays on the line', async () => {
  const caller = bank.ring(from('+8613700007734'));
  await matchIs('known');
  await desk.press('F2');
  await inState(desk, 'active');
  await expect(button(t('call.hold'))).toBeEnabled();
  await desk.press('F5');
  const asked = page.locator('[data-asking="hold"]');
  await expect(asked).toContainText(t('care.asked.why.hold', { flag: t('care.flag.crisis') }));
  await page.keyboard.press('Escape');
  await expect(asked).toHaveCount(0);
  expect(caller.held).toBe(false);
  expect((await callNow(desk))?.state).toBe('active');
});

test('a hold says what it is: asked, sent, confirmed with a receipt, refused with the reason', async () => {
  bank.core.faults.add({ on: 'POST /v1/holds', kind: 'delay', ms: 1_500 });
  bank.ring(from('+8613500001042'));
  await matchIs('known');
  await desk.press('F2');
  await inState(desk, 'active');
  const card = (tail: string) => column().getByRole('listitem').filter({ hasText: tail }).first();
  await page.keyboard.press('Alt+1');
  await expect(card('1042')).toContainText(t('control.state.sent'));
  await expect(card('1042')).toContainText(t('control.say.sent'));
  await expect(card('1042')).not.toContainText(t('control.state.confirmed'));
  // Pressed again by a nervous hand: still one.
  await page.keyboard.press('Alt+1');
  await expect(card('1042')).toContainText(t('control.state.confirmed'));
  const [hold] = await holdsNow(desk);
  expect(hold?.receipt?.number).toBeTruthy();
  await expect(card('1042')).toContainText(t('control.say.receipt', { number: hold?.receipt?.number ?? '' }));
  expect(bank.core.holdsOn(hold?.cardId ?? '')).toBe(1);

  bank.core.faults.add({
    on: 'POST /v1/holds',
    kind: 'status',
    status: 403,
    body: { code: 'notPermitted', message: 'this seat may not' },
  });
  await page.keyboard.press('Alt+2');
  await expect(card('6613')).toContainText(t('control.state.failed'));
  await expect(card('6613')).toContainText(t('control.failure.notPermitted'));
  await expect(card('6613')).not.toContainText(t('control.state.confirmed'));
  const refused = (await holdsNow(desk)).find(({ cardMasked }) => cardMasked.endsWith('6613'));
  expect(bank.core.holdsOn(refused?.cardId ?? '')).toBe(0);
});

test('a core given in the settings takes hold at the next start, and until then the desk says so', async () => {
  const first = await startDesk();
  await signIn(first);
  for (const [key, value] of [
    ['core.url', bank.core.url],
    ['core.mode', 'configured'],
  ]) {
    expect(await first.send('settings/set', { key, value }), key).toMatchObject({ ok: true });
  }
  await first.send('settings/set-secret', { name: 'core.token', value: sandboxToken });
  expect(await first.ask('settings/state')).toMatchObject({ restartNeeded: true });
  expect(await first.ask('core/health')).toMatchObject({ sandbox: true });
  await first.close({ keepData: true });
  const second = await startDesk({ dataFolder: first.dataFolder });
  await unlock(second);
  await expect.poll(() => second.ask('core/health')).toMatchObject({ sandbox: false, state: 'ok' });
  expect(await second.ask('settings/state')).toMatchObject({ restartNeeded: false });
  await second.close();
});
