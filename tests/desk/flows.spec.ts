import { expect, test } from '@playwright/test';
import type { ControlState } from '#shared/control/contract.ts';
import type { FlowLibrary, FlowsState } from '#shared/flows/state.ts';
import type { KnowledgeState } from '#shared/knowledge/contract.ts';
import type { SeatSnapshot } from '#shared/seat/contract.ts';
import { type Bank, numberOf, startBank, startDeskAt } from '#tests/support/bank.ts';
import type { Desk } from '#tests/support/desk-app.ts';
import { pressAsOffered } from '#tests/support/hands.ts';

let bank: Bank;
let desk: Desk;
test.beforeEach(async () => {
  bank = await startBank();
  desk = await startDeskAt(bank, { size: { width: 1366, height: 768 } });
  await expect.poll(async () => (await desk.ask<FlowLibrary>('flows/library')).flows.length).toBe(28);
});
test.afterEach(async () => {
  await desk.close();
  await bank.dispose();
});

const flows = (): Promise<FlowsState> => desk.ask<FlowsState>('flows/state');
const atStep = (id: string): Promise<void> => expect.poll(async () => (await flows()).run?.step.id).toBe(id);
const middle = () => desk.page.locator('.flow');
const press = (key: string): Promise<void> => pressAsOffered(desk, key);
const holds = async () => (await desk.ask<ControlState>('control/state')).holds;

/** A customer is on the line and their cards are on the panel. */
async function talkTo(number: string) {
  const caller = bank.ring({ from: { number, name: '' } });
  await expect(desk.page.locator('[data-command="call.forward"]')).toBeEnabled();
  await press('F2');
  await expect.poll(() => caller.phase).toBe('up');
  await expect
    .poll(async () => (await desk.ask<{ parts: { cards: string } }>('caller/state')).parts.cards)
    .toBe('ready');
  return caller;
}

test('a lost card is stopped by keys alone, back and forth, and the result is ready for the wrap-up', async () => {
  const caller = await talkTo(numberOf.elderly);
  await press('Alt+F');
  await expect(desk.page.getByRole('dialog', { name: '找流程' })).toBeVisible();
  await desk.page.keyboard.insertText('挂失');
  await press('Enter');
  await atStep('calm');
  // An elderly caller hears the elderly wording, in the largest type of the screen.
  const line = middle().locator('.ask .words');
  await expect(line).toContainText('咱们先把卡停住');
  const sizes = await desk.page
    .locator('.column.middle p, .column.middle span, .column.middle h3')
    .evaluateAll((all) => all.map((one) => Number.parseFloat(getComputedStyle(one).fontSize)));
  expect(Number.parseFloat(await line.evaluate((one) => getComputedStyle(one).fontSize))).toBe(
    Math.max(...sizes),
  );

  await press('Control+Enter');
  await atStep('which');
  await press('1');
  await atStep('hold');
  // The card is held by Alt and its number, never by the key that goes on.
  await press('Control+Enter');
  await expect(middle().locator('.flow-fact')).toContainText('等：停卡已确认');
  expect(await holds()).toEqual([]);
  await press('Alt+1');
  await expect.poll(async () => (await holds())[0]?.state).toBe('confirmed');
  await expect(middle().locator('.flow-fact.good')).toContainText('停卡已确认');
  await press('Control+Enter');
  await atStep('told');
  await expect(line).toContainText('卡停住了');

  // The window goes; main knows where we were.
  await desk.page.reload();
  await expect(middle().locator('[data-step="told"]')).toBeVisible();
  await press('Control+K');
  await press('Backspace');
  await atStep('hold');
  await press('Alt+Z');
  await atStep('which');
  await press('1');
  // It is held already: what is done is passed by itself.
  await atStep('told');

  await press('Alt+A');
  await expect(desk.page.locator('[data-aside="card-loss"]')).toBeVisible();
  await press('Alt+A');
  await atStep('told');
  await press('Control+Enter');
  await atStep('identity');
  await press('0');
  await atStep('unverified');
  await press('Control+Enter');
  await expect.poll(async () => (await flows()).others[0]?.state).toBe('ended');

  caller.hangUp();
  await expect
    .poll(async () => (await desk.ask<SeatSnapshot>('seat/state')).wrapUp?.disposition ?? null)
    .toBe('cardHeld');
  expect((await desk.ask<SeatSnapshot>('seat/state')).wrapUp?.note).toContain(
    '卡丢了，先挂失 · 已停卡，身份没核上',
  );
});

test('a flow is found by initials in the search and begun there; a playbook takes the middle and gives it back', async () => {
  await expect
    .poll(async () => (await desk.ask<KnowledgeState>('knowledge/state')).phase, { timeout: 60_000 })
    .toBe('ready');
  await talkTo(numberOf.elderly);
  await press('Control+L');
  await desk.page.keyboard.type('zcr');
  const hit = desk.page.locator('[data-article="flow-wrong-transfer"]');
  await expect(hit).toBeVisible();
  await expect(hit).toContainText('转错人了');
  await hit.click();
  await atStep('calm');
  await press('Control+Enter');
  await atStep('byWhom');

  const { callId } = await flows();
  await desk.send('guidance/choose-playbook', { callId, playbookId: 'safe-account-police' });
  await expect(middle()).toBeHidden();
  await expect(desk.page.locator('[data-playbook="safe-account-police"]')).toBeVisible();
  await press('Alt+A');
  await atStep('byWhom');
  await expect(desk.page.locator('[data-alarm="safe-account-police"]')).toBeVisible();
  // A digit lands in the flow at once.
  await press('1');
  await expect.poll(async () => (await flows()).run?.step.id).not.toBe('byWhom');
});
