import { expect, test } from '@playwright/test';
import type { CallSnapshot } from '#shared/call/contract.ts';
import { type Desk, signIn, startDesk } from '#tests/support/desk-app.ts';

// On the floor that ships: the caller and the colleague are simulated, the calls and the transfer between them are real.

let desk: Desk;
test.beforeEach(async () => {
  desk = await startDesk();
  await signIn(desk);
});
test.afterEach(() => desk.close());

const calls = async (): Promise<readonly CallSnapshot[]> =>
  (await desk.ask<{ calls: CallSnapshot[] }>('call/state')).calls;

/** A sample caller rings and is answered. */
async function answered(): Promise<string> {
  await expect
    .poll(async () => (await desk.ask<{ state: string }>('line/state')).state, { timeout: 30_000 })
    .toBe('registered');
  expect(await desk.send('seat/set-ready', {})).toMatchObject({ ok: true });
  await expect.poll(async () => (await calls())[0]?.state, { timeout: 30_000 }).toBe('ringing');
  await desk.press('F2');
  await expect.poll(async () => (await calls())[0]?.state).toBe('active');
  return (await calls())[0]?.id ?? '';
}

test('an elderly caller is not handed on without a word: the colleague is asked first, then takes over', async () => {
  const callId = await answered();
  await expect
    .poll(async () => JSON.stringify((await desk.ask<{ flags: unknown }>('caller/state')).flags), {
      timeout: 30_000,
    })
    .toContain('elderly');
  await desk.press('F7');
  const sheet = desk.page.locator('.transfer-sheet');
  await expect(sheet.locator('[data-target="3100"]')).toBeVisible();
  await expect(sheet.locator('[data-target="queue-elderly"]')).toBeVisible();
  await sheet.locator('input').fill('3100');
  await desk.page.keyboard.press('Control+Enter');
  const confirm = desk.page.getByRole('alertdialog');
  await expect(confirm).toContainText('长者');
  expect((await calls()).find(({ id }) => id === callId)?.transfer).toBeNull();
  await confirm.getByRole('button', { name: '先咨询' }).click();
  await expect
    .poll(async () => (await calls()).find(({ consultFor }) => consultFor === callId)?.state, {
      timeout: 30_000,
    })
    .toBe('active');
  await expect(desk.page.locator('.bar-state')).toHaveAttribute('data-phase', 'consulting');
  // The panel stays with the caller while the colleague is asked.
  expect(await desk.ask<{ callId: string }>('caller/state')).toMatchObject({ callId });
  await desk.press('F7');
  await expect
    .poll(async () => (await calls()).find(({ id }) => id === callId), { timeout: 30_000 })
    .toMatchObject({
      state: 'ended',
      end: { by: 'agent', reason: 'transferred' },
      transfer: { state: 'done' },
    });
  await expect(desk.page.locator('.bar-state')).toHaveAttribute('data-phase', 'wrapUp');
});
