import { expect, test } from '@playwright/test';
import type { SimCall } from '#electron/training/caller/call.ts';
import { mulawTone } from '#electron/training/caller/mulaw.ts';
import { takeCall } from '#electron/training/caller/take-call.ts';
import type { CallSnapshot } from '#shared/call/contract.ts';
import type { CareState } from '#shared/care/contract.ts';
import { type Bank, callerNow, inState, numberOf, startBank, startDeskAt } from '#tests/support/bank.ts';
import type { Desk } from '#tests/support/desk-app.ts';
import { barSays } from '#tests/support/hands.ts';
import { words } from '#tests/support/words.ts';

// Seats for a language, a dialect and sign are real SIP peers of the exchange: the caller hears them, or a time is agreed.

const t = words('zh-CN');
const seatToneHz = 1_600;
let bank: Bank;
let desk: Desk;
/** What the seat does with the next ring. */
let takes: (call: SimCall) => void;
let taken: SimCall | null = null;

test.beforeAll(async () => {
  bank = await startBank();
  await bank.floor.agent('1003', {
    onInvite(invite, agent) {
      taken = takeCall(bank.floor.callDeps(agent), invite, {});
      taken.ring();
      takes(taken);
      return true;
    },
  });
  desk = await startDeskAt(bank);
  await listed(['1003 en,wuu,sign 专席']);
});
test.afterAll(async () => {
  await desk.close();
  await bank.dispose();
});

const listed = async (value: readonly string[]): Promise<void> => {
  expect(await desk.send('settings/set', { key: 'exchange.specialists', value })).toMatchObject({ ok: true });
  await expect
    .poll(async () => (await desk.ask<{ seats: unknown[] }>('seat/directory')).seats.length)
    .toBe(value.length);
};
const calls = async () => (await desk.ask<{ calls: CallSnapshot[] }>('call/state')).calls;
const bar = () => desk.page.locator('.bar-state');

async function answered(
  number: string,
  ring: () => SimCall = () => bank.ring({ from: { number, name: '' } }),
): Promise<SimCall> {
  const caller = ring();
  await barSays(desk.page, 'ringing');
  await desk.page.keyboard.press('F2');
  await barSays(desk.page, 'active');
  await expect.poll(async () => (await callerNow(desk)).match, { timeout: 15_000 }).toBe('known');
  return caller;
}
async function wrappedUp(caller: SimCall): Promise<void> {
  caller.hangUp();
  await inState(desk, 'ended');
  const { wrapUp } = await desk.ask<{ wrapUp: { callId: string } | null }>('seat/state');
  const callId = wrapUp?.callId;
  await desk.send('seat/save-wrap-up', { callId, disposition: 'solved', note: '', followUp: '' });
  expect(await desk.send('seat/finish-wrap-up', { callId, then: 'notReady' })).toMatchObject({ ok: true });
}
const hearsTheSeat = (caller: SimCall): boolean => {
  const { dominantHz, purity } = caller.audio();
  return dominantHz !== null && Math.abs(dominantHz - seatToneHz) < 25 && purity > 0.8;
};

for (const [what, key, number] of [
  ['a language seat', 'Alt+Shift+L', numberOf.foreignLanguage],
  ['a dialect seat', 'Alt+Shift+O', numberOf.elderly],
  ['the sign seat, by sound alone where it takes no picture', 'Shift+F8', numberOf.hearingImpaired],
] as const)
  test(`${what} is brought in by one key: the caller hears it, and was never held`, async () => {
    takes = (call) => void call.accept().then(() => call.mouth.loop(mulawTone(seatToneHz, 1_000)));
    const caller = await answered(number);
    await desk.page.keyboard.press(key);
    await expect(bar()).toHaveAttribute('data-phase', 'conferenced', { timeout: 20_000 });
    // The agent is silent: what the caller hears now is the seat.
    await desk.page.keyboard.press('F4');
    await expect.poll(async () => (await calls()).every(({ muted }) => muted)).toBe(true);
    caller.markAudio();
    await expect.poll(() => hearsTheSeat(caller), { timeout: 20_000, intervals: [500] }).toBe(true);
    expect(caller.held).toBe(false);
    taken?.hangUp();
    await barSays(desk.page, 'active');
    await wrappedUp(caller);
  });

test('the caller goes to the sign seat altogether: hears it there, and this desk is out of the call', async () => {
  takes = (call) => void call.accept().then(() => call.mouth.loop(mulawTone(seatToneHz, 1_000)));
  let referred: string | null = null;
  let next: SimCall | null = null;
  const from = { number: numberOf.hearingImpaired, name: '' };
  const caller = await answered(numberOf.hearingImpaired, () =>
    bank.floor.call(
      bank.carrier,
      { to: '1001', from },
      {
        onRefer(refer, progress) {
          referred = refer.to;
          next = bank.floor.call(
            bank.carrier,
            { to: '1003', from },
            {
              onPhase: (phase) => (phase === 'up' ? progress(200) : undefined),
            },
          );
        },
      },
    ),
  );
  await desk.page.keyboard.press('Control+F8');
  await inState(desk, 'ended');
  expect(referred).toContain('1003');
  expect((await calls()).at(-1)).toMatchObject({
    end: { reason: 'transferred' },
    transfer: { state: 'done' },
  });
  await expect
    .poll(() => next !== null && hearsTheSeat(next), { timeout: 20_000, intervals: [500] })
    .toBe(true);
  (next as SimCall | null)?.hangUp();
  await wrappedUp(caller);
});

test('a seat that does not take it: said, and a time is agreed by two keys while the caller is still there', async () => {
  takes = (call) => call.reject(486);
  const caller = await answered(numberOf.foreignLanguage);
  await desk.page.keyboard.press('Alt+Shift+L');
  await expect(desk.page.locator('[data-seat-away]')).toContainText(t('care.seat.away'));
  expect(caller.held).toBe(false);
  await desk.page.keyboard.press('Alt+Shift+V');
  const dialog = desk.page.getByRole('dialog', { name: t('care.followUp.title') });
  await expect(dialog).toBeVisible();
  await desk.page.keyboard.press('1');
  await expect(dialog).toHaveCount(0);
  await expect
    .poll(async () => (await desk.ask<CareState>('care/state')).followUps[0]?.flags)
    .toContain('foreignLanguage');
  await expect(desk.page.locator('[data-seat-away]')).toHaveCount(0);
  await wrappedUp(caller);
  // Due, with the flag, on the page between calls.
  await expect(desk.page.locator('.due-list [data-flag="foreignLanguage"]')).toBeVisible();
});

test('with no such seat at all the same key agrees a time', async () => {
  await listed([]);
  const caller = await answered(numberOf.hearingImpaired);
  for (const key of ['Shift+F8', 'Control+F8']) {
    await desk.page.keyboard.press(key);
    const dialog = desk.page.getByRole('dialog', { name: t('care.followUp.title') });
    await expect(dialog).toBeVisible();
    await desk.page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  }
  await wrappedUp(caller);
});
