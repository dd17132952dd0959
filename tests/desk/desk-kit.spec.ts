import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { CommandOutput } from '#shared/contract/index.ts';
import type { NoticesState } from '#shared/notices/contract.ts';
import type { QualityState } from '#shared/quality/state.ts';
import { type Bank, numberOf, startBank, startDeskAt } from '#tests/support/bank.ts';
import { type Desk, signIn } from '#tests/support/desk-app.ts';
import { pressAsOffered } from '#tests/support/hands.ts';

let bank: Bank;
let desk: Desk;
test.beforeEach(async () => {
  heard = [];
  bank = await startBank();
  desk = await startDeskAt(bank, { size: { width: 1366, height: 768 } });
});
test.afterEach(async () => {
  await desk.close();
  await bank.dispose();
});

/** What the caller read. */
let heard: string[] = [];
const press = (key: string): Promise<void> => pressAsOffered(desk, key);
const quality = (): Promise<QualityState> => desk.ask<QualityState>('quality/state');
const doneBy = async (id: string): Promise<string | null> =>
  (await quality()).lines.find((line) => line.id === id)?.done?.by ?? null;

/** A customer is on the line and their cards are on the panel. */
async function talkTo(number: string) {
  const caller = bank.floor.call(
    bank.carrier,
    { to: '1001', from: { number, name: '' } },
    { onText: (text) => void heard.push(text) },
  );
  await expect(desk.page.locator('[data-command="call.forward"]')).toBeEnabled();
  await press('F2');
  await expect.poll(() => caller.phase).toBe('up');
  await expect
    .poll(async () => (await desk.ask<{ parts: { cards: string } }>('caller/state')).parts.cards)
    .toBe('ready');
  return caller;
}

test('the quality check is ticked by key and by what happens, and what is missing is kept; feedback takes two keys', async () => {
  const { page } = desk;
  await test.step('a notice is read and confirmed between calls, and stays confirmed over a reload', async () => {
    const waiting = async (): Promise<number> =>
      (await desk.ask<NoticesState>('notices/state')).notices.filter(
        ({ mustConfirm, confirmedAt }) => mustConfirm && confirmedAt === null,
      ).length;
    await expect.poll(waiting).toBeGreaterThan(0);
    await press('Alt+P');
    const notice = page.locator('[data-notice]');
    await expect(notice).toBeVisible();
    const now = async (): Promise<string | null> =>
      (await notice.count()) === 0 ? null : notice.getAttribute('data-notice');
    for (let before = await now(); before !== null; before = await now()) {
      await press('Enter');
      await expect.poll(now).not.toBe(before);
    }
    await page.reload();
    await expect.poll(waiting).toBe(0);
  });
  const caller = await talkTo(numberOf.elderly);
  await test.step('what is required stands there, the next sentence with its words', async () => {
    await expect(page.locator('[data-item="greeting"]')).toBeVisible();
    await expect(page.locator('.quality-foot')).toContainText('您慢慢说，我听着');
    await press('Alt+Y');
    await expect.poll(() => doneBy('greeting')).toBe('agent');
    await expect(page.locator('.quality-foot')).toContainText('通话会录下来');
  });
  await test.step('verified and confirmed tick themselves; a hold asks for its own sentences', async () => {
    await desk.send('caller/mark-verified', {
      callId: (await quality()).callId,
      methods: ['birthMonth', 'branch'],
      failed: false,
    });
    await expect.poll(() => doneBy('identity')).toBe('facts');
    await press('Alt+1');
    await expect.poll(() => doneBy('holdConfirmed')).toBe('facts');
    await expect(page.locator('[data-item="holdScope"]')).toBeVisible();
  });
  await test.step('a branch is found by initials and sent by SMS, and its delivery shows', async () => {
    await press('Alt+O');
    await page.keyboard.type('jas');
    await expect(page.locator('[data-branch="shanghai-jingansi"]')).toBeVisible();
    await press('Enter');
    await expect(page.locator('[data-shared="branch"]')).toHaveAttribute('data-state', 'delivered');
  });
  await test.step('the card of the playbook goes as text in the call', async () => {
    await desk.send('guidance/choose-playbook', {
      callId: (await quality()).callId,
      playbookId: 'safe-account-police',
    });
    await press('Alt+Shift+M');
    await press('Alt+M');
    await expect(page.locator('[data-shared="card"]')).toHaveAttribute('data-state', 'sent');
    await expect.poll(() => heard.join('\n')).toContain('：');
  });
  await test.step('Alt J and a digit keep a suggestion with the call, and nothing of the caller', async () => {
    await press('Alt+J');
    await press('5');
    await expect(page.locator('[data-kept="suggestion"]')).toBeVisible();
    await page.keyboard.insertText('希望少核一项');
    await press('Enter');
    await expect(page.locator('[data-kept]')).toBeHidden();
  });
  await test.step('the call ends at once, and says what was missing', async () => {
    await press('F12');
    await expect.poll(async () => (await quality()).missingAtEnd).toContain('recordingNotice');
    await expect(page.locator('.quality-closed')).toContainText('告知通话录音');
    await expect.poll(() => caller.phase).toBe('ended');
    await desk.send('seat/save-wrap-up', {
      callId: (await quality()).callId,
      disposition: 'solved',
      note: '',
      followUp: '',
    });
    await press('F2');
    await expect.poll(async () => (await quality()).callId).toBeNull();
  });
  await test.step('the editor reads it and takes it along', async () => {
    await desk.send('access/sign-out', {});
    await desk.send('settings/set', { key: 'seat.role', value: 'teamLead' });
    await signIn(desk, 'teamLead');
    await press('Control+5');
    await press('Alt+Shift+T');
    await expect(page.locator('[data-kind="suggestion"]')).toContainText('希望少核一项');
    const file = join(desk.dataFolder, 'feedback.csv');
    await desk.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath });
    }, file);
    await page.getByRole('button', { name: '导出 CSV' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'feedback.csv' })).toBeVisible();
    const row = readFileSync(file, 'utf8').split('\r\n')[1];
    expect(row).toContain('suggestion,open,,,希望少核一项');
    expect(row).not.toMatch(/\d{11}|贾/);
    const list = (await desk.send('feedback/list', {})) as { value: CommandOutput<'feedback/list'> };
    expect(list.value.entries[0]?.context?.flags).toContain('elderly');
  });
});
