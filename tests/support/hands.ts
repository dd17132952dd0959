import { expect, type Page } from '@playwright/test';
import { type Desk, passphrase } from './desk-app.ts';
import { words } from './words.ts';

const t = words('zh-CN');

/** What a person does at the desk (zh-CN), by what is written on it. */

export async function choosePassphrase(page: Page, own = passphrase): Promise<void> {
  await page.getByLabel(t('access.choose.passphrase'), { exact: true }).fill(own);
  await page.getByLabel(t('access.choose.again')).fill(own);
  await page.keyboard.press('Enter');
}

export async function enterPassphrase(page: Page, own = passphrase): Promise<void> {
  await page.getByLabel(t('access.unlock.passphrase'), { exact: true }).fill(own);
  await page.keyboard.press('Enter');
}

export async function signInAs(page: Page, role: 'agent' | 'teamLead' | 'trainer'): Promise<void> {
  await page.getByRole('button', { name: new RegExp(t(`common.role.${role}`)) }).click();
  await expect(page.getByRole('banner', { name: t('call.bar') })).toBeVisible();
}

/** The call bar says this state. */
export const barSays = (page: Page, state: string, timeoutMs = 30_000): Promise<void> =>
  expect(
    page
      .getByRole('banner', { name: t('call.bar') })
      .getByText(t(`call.state.${state}`))
      .first(),
  ).toBeVisible({
    timeout: timeoutMs,
  });

/** Ctrl L and typing, once the field has the focus. */
export async function searchFor(page: Page, query: string): Promise<void> {
  await page.keyboard.press('Control+L');
  await expect(page.getByLabel(t('knowledge.label')).first()).toBeFocused();
  await page.keyboard.type(query);
}

/** The keys of the call bar wait until the bar offers them (`Desk.press`); what is typed or has no button is pressed at once. */
export const pressAsOffered = (desk: Desk, key: string): Promise<void> =>
  /^F\d+$/.test(key) ? desk.press(key) : desk.page.keyboard.press(key);
