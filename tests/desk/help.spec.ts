import { expect, type Page, test } from '@playwright/test';
import type { CareList, CareState } from '#shared/care/contract.ts';
import { type Bank, inState, startBank, startDeskAt } from '#tests/support/bank.ts';
import { type Desk, signIn, startDesk, unlock } from '#tests/support/desk-app.ts';
import { isRegistered } from '#tests/support/desk-on-exchange.ts';
import { secretOf } from '#tests/support/embedded-exchange.ts';
import { barSays } from '#tests/support/hands.ts';
import { words } from '#tests/support/words.ts';

// Two desks at one exchange, the core away: the agent's call for help reaches the lead's screen on any page, and the answer comes back.

const t = words('zh-CN');
const leads = { 'care.leadSeats': ['1002 周班长'] };
let bank: Bank;
let desk: Desk;
let lead: Desk;

test.beforeAll(async () => {
  bank = await startBank();
  desk = await startDeskAt(bank, { settings: leads });
  lead = await startDesk({
    policy: bank.policy({
      ...leads,
      'exchange.user': '1002',
      'exchange.displayName': '周班长',
      'seat.role': 'teamLead',
    }),
  });
  await unlock(lead);
  await lead.send('settings/set-secret', { name: 'exchange.password', value: secretOf('1002') });
  await signIn(lead, 'teamLead');
  await isRegistered(lead);
});
test.afterAll(async () => {
  await lead.close();
  await desk.close();
  await bank.dispose();
});

const careNow = () => desk.ask<CareState>('care/state');
const helpAtLead = async () => (await lead.ask<CareList>('care/list')).help;
const banner = (page: Page) => page.locator('[data-help-banner]');

test('help from another desk: on any page of the lead, answered by one key, read by the agent, brought into the call', async () => {
  bank.core.faults.add({ on: 'GET /v1', kind: 'silence', when: 'before', times: 400 });
  const caller = bank.ring({ from: { number: '+8613900000001', name: '' } });
  await barSays(desk.page, 'ringing');
  await desk.page.keyboard.press('F2');
  await barSays(desk.page, 'active');
  await desk.page.keyboard.press('Alt+Shift+C');
  await expect(desk.page.getByRole('banner')).toContainText(t('care.flag.crisis'));
  await desk.page.keyboard.press('Alt+w');
  await desk.page.keyboard.type('shuo bu xiang huo le, dian hua 13912345678');
  await expect
    .poll(async () => (await desk.ask<{ notes: { note: string } | null }>('seat/state')).notes?.note ?? '')
    .toContain('13912345678');
  await desk.page.keyboard.press('F9');
  await expect.poll(async () => (await careNow()).help?.state).toBe('asked');
  await expect(desk.page.locator('[data-help="asked"]')).toBeVisible();

  // The lead is at the settings: the strip says it, the tab counts it, the window's title too.
  await lead.page.getByRole('button', { name: t('strip.workspace.settings') }).click();
  await expect(banner(lead.page)).toContainText(t('care.help.banner.crisis', { name: '1001 1001' }));
  await expect(lead.page.locator('.tab-count')).toHaveText('1');
  await expect(lead.page).toHaveTitle(t('care.help.windowTitle', { count: 1 }));
  const told = JSON.stringify(await helpAtLead());
  expect(told).toContain('shuo bu xiang huo');
  expect(told).not.toContain('13912345678');

  await lead.page.keyboard.press('Control+F9');
  const dialog = lead.page.getByRole('dialog', { name: t('care.help.from.crisis', { name: '1001 1001' }) });
  await expect(dialog).toContainText('shuo bu xiang huo le');
  await expect(dialog).toContainText(t('care.flag.crisis'));
  await lead.page.screenshot({ path: 'out/cases/2-10-3-help-at-the-lead.png' });
  await lead.page.keyboard.press('2');
  await expect(dialog).toHaveCount(0);
  await expect(banner(lead.page)).toHaveCount(0);
  await expect(lead.page).toHaveTitle('Guardline');

  // The agent reads it, and who has seen it.
  const state = desk.page.locator('.help-state');
  await expect(state).toContainText(t('care.help.say.stay'));
  await expect(state.locator('[data-help="seen"]')).toContainText('周班长');
  // And in the lead's own words.
  await lead.page.keyboard.press('Control+F9');
  await expect(dialog).toBeVisible();
  await dialog.getByLabel(t('care.help.write')).fill('先问他一个人吗');
  await lead.page.keyboard.press('Enter');
  await expect(state).toContainText('先问他一个人吗');

  await desk.page.screenshot({ path: 'out/cases/2-10-4-the-lead-says.png' });

  // Brought in by one key: three on the line, and the caller is never held.
  await desk.page.locator('body').click({ position: { x: 5, y: 400 } });
  await desk.page.keyboard.press('Control+Shift+B');
  await barSays(lead.page, 'ringing');
  await lead.page.keyboard.press('F2');
  await expect(desk.page.locator('.bar-state')).toHaveAttribute('data-phase', 'conferenced');
  expect(caller.held).toBe(false);

  await lead.page.keyboard.press('F12');
  await barSays(desk.page, 'active');
  caller.hangUp();
  await inState(desk, 'ended');
  bank.core.faults.clear();
});

test('nobody answers for what follows: the lead has it with its reason until it is done', async () => {
  const answers = desk.page.getByRole('radiogroup', { name: t('wrapUp.result') });
  await expect(answers).toBeVisible();
  await answers.getByRole('radio').first().focus();
  await desk.page.keyboard.press('1');
  await desk.page.keyboard.press('F2');
  const owner = desk.page.getByRole('dialog', { name: t('care.followUp.crisisTitle') });
  await expect(owner).toBeVisible();
  await desk.page.keyboard.press('0');
  await owner.getByLabel(t('care.followUp.nobodyWhy')).fill('今晚没有人认识他');
  await desk.page.keyboard.press('Enter');
  await expect(owner).toHaveCount(0);
  await expect.poll(async () => (await helpAtLead())[0]?.nobody).toBe('今晚没有人认识他');
  await desk.page.keyboard.press('F2');
  await expect.poll(async () => (await desk.ask<{ work: string }>('seat/state')).work).not.toBe('wrapUp');
  await lead.page.keyboard.press('Control+F9');
  const dialog = lead.page.getByRole('dialog');
  await expect(dialog).toContainText(t('care.followUp.nobody', { reason: '今晚没有人认识他' }));
  await lead.page.keyboard.press('0');
  await expect.poll(helpAtLead).toEqual([]);
  await expect.poll(async () => (await desk.ask<CareList>('care/list')).help).toEqual([]);
});
