import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { IncidentState } from '#shared/incident/contract.ts';
import { type Desk, signIn, startDesk } from '#tests/support/desk-app.ts';
import { words } from '#tests/support/words.ts';

const t = words('zh-CN');
const current = async (desk: Desk): Promise<NonNullable<IncidentState['current']>> => {
  const { current: incident } = await desk.ask<IncidentState>('incident/state');
  if (incident === null) throw new Error('no incident');
  return incident;
};

/** The system's dialog cannot be seen by a test: it is answered here with a file in the test's own folder. */
async function saveAs(desk: Desk, file: string): Promise<void> {
  await desk.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = (() =>
      Promise.resolve({ canceled: false, filePath })) as unknown as typeof dialog.showSaveDialog;
  }, file);
}

test('case 3.19: a list of a thousand cards, two persons, every card a receipt, a report and a call list', async () => {
  const desk = await startDesk({ size: { width: 1366, height: 768 } });
  const { page } = desk;
  try {
    await signIn(desk, 'teamLead');
    await page.keyboard.press('Control+4');
    const submit = page.getByRole('button', { name: t('incident.draft') });
    await expect(submit).toBeDisabled();
    await page.getByLabel(t('incident.list.name')).fill('11·28 凌晨撞库');
    await page.getByLabel(t('incident.list.reason')).fill('同一商户集中试卡');
    await page.getByRole('button', { name: t('incident.list.sample') }).click();
    await submit.click();

    await expect(page.getByRole('heading', { name: t('incident.phase.ready') })).toBeVisible({
      timeout: 30_000,
    });
    await expect(page.getByText(t('incident.result.checkDigit'))).toBeVisible();
    await page.keyboard.press('Control+Enter');
    // The one who made it cannot confirm it, by button or by command.
    await expect(page.getByText(t('incident.says.awaitingOwn'))).toBeVisible();
    await expect(page.getByRole('button', { name: /确认挂失/ })).toHaveCount(0);
    const { incidentId, counts } = await current(desk);
    expect(counts.open).toBe(990);
    expect(await desk.send('incident/confirm', { incidentId, cards: 990 })).toMatchObject({
      error: { code: 'incident/same-person' },
    });

    await desk.send('access/sign-out', {});
    await signIn(desk, 'trainer');
    await page.keyboard.press('Control+4');
    await page.getByRole('button', { name: t('incident.confirm', { cards: 990 }) }).click();
    expect((await current(desk)).phase).toBe('awaitingSecond');
    await page.getByRole('button', { name: t('incident.confirmAgain', { cards: 990 }) }).click();
    await expect(page.getByRole('heading', { name: t('incident.phase.done') })).toBeVisible({
      timeout: 60_000,
    });
    expect((await current(desk)).counts).toMatchObject({ confirmed: 990, failed: 0, open: 0, bad: 14 });

    const pdf = join(desk.dataFolder, 'report.pdf');
    await saveAs(desk, pdf);
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText(t('incident.save.saved', { file: 'report.pdf' }))).toBeVisible({
      timeout: 30_000,
    });
    expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-');
    const table = join(desk.dataFolder, 'rows.csv');
    await saveAs(desk, table);
    await page.getByRole('button', { name: t('incident.save.csv') }).click();
    await expect(page.getByText(t('incident.save.saved', { file: 'rows.csv' }))).toBeVisible();
    const lines = readFileSync(table, 'utf8').trim().split('\r\n');
    expect(lines.length).toBe(1 + 1_004);
    expect(lines.filter((line) => /LS\d{14}/.test(line)).length).toBe(990);
    // No number of a card, only receipts.
    expect(lines.filter((line) => /(?<!LS|\d)\d{13,}/.test(line)).length).toBe(0);
  } finally {
    await desk.close();
  }
});
