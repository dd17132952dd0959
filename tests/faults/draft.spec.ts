import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type Bank, inState, startBank, startDeskAt } from '#tests/support/bank.ts';
import { killDesk } from '#tests/support/desk-life.ts';
import { figure } from '#tests/support/fault-table.ts';
import { barSays } from '#tests/support/hands.ts';
import { words } from '#tests/support/words.ts';

const t = words('zh-CN');
const note = '客户的外孙接了电话，老人已同意明早由网点上门';
const typedAfter = '，务必带上证件';
let bank: Bank;
const dataFolder = mkdtempSync(join(tmpdir(), 'guardline-draft-'));
test.beforeAll(async () => void (bank = await startBank()));
test.afterAll(async () => {
  await bank.dispose();
  rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
});

test('kill -9 in the wrap-up: result, note and follow-up are there at the next start', async () => {
  const desk = await startDeskAt(bank, { dataFolder });
  const caller = bank.ring();
  await inState(desk, 'ringing');
  await desk.press('F2');
  await inState(desk, 'active');
  caller.hangUp();
  await barSays(desk.page, 'wrapUp');
  const noteField = desk.page.getByRole('textbox', { name: t('wrapUp.note') });
  await noteField.fill(note);
  await desk.page.getByLabel(t('wrapUp.followUp')).fill('网点回访');
  await desk.page.getByRole('radio', { name: t('disposition.handedOver') }).check();
  // The desk says itself what is on disk; this is what it must keep.
  await expect(desk.page.getByText(/已保存 \d/)).toBeVisible();
  await noteField.focus();
  await desk.page.keyboard.press('End');
  await desk.page.keyboard.insertText(typedAfter);
  await killDesk(desk.app);

  const again = await startDeskAt(bank, { dataFolder });
  await barSays(again.page, 'wrapUp');
  const kept = await again.page.getByRole('textbox', { name: t('wrapUp.note') }).inputValue();
  expect(kept.startsWith(note)).toBe(true);
  await expect(again.page.getByLabel(t('wrapUp.followUp'))).toHaveValue('网点回访');
  await expect(again.page.getByRole('radio', { name: t('disposition.handedOver') })).toBeChecked();
  figure(
    'kill -9 in the wrap-up, while typing',
    'what was shown as saved is there after the restart, in the wrap-up of the same call',
    `${kept.length - note.length} of the ${typedAfter.length} characters typed in the instant before the kill`,
  );
  await again.press('F2');
  await barSays(again.page, 'ready');
  await again.close({ keepData: true });

  const third = await startDeskAt(bank, { dataFolder });
  expect(await third.ask('seat/state')).toMatchObject({ wrapUp: null });
  await third.close();
});
