import { expect } from '@playwright/test';
import { callerNow, callNow, inState } from '#tests/support/bank.ts';
import { type Desk, passphrase, startDesk } from '#tests/support/desk-app.ts';
import { isRegistered } from '#tests/support/desk-on-exchange.ts';
import { ring } from './ring.ts';
import type { Album } from './album.ts';

/** The first start: exchange and core inside the program, three people, callers who ring by themselves. */
export async function onTheSampleFloor(album: Album): Promise<void> {
  const desk = await startDesk({ size: { width: 1366, height: 768 } });
  const { page } = desk;
  const step = (name: string, work: () => Promise<void> = () => Promise.resolve()): Promise<void> =>
    album.step(name, async () => {
      await work();
      await album.take(desk, name);
    });
  try {
    await step('passphrase', () => page.locator('input[type=password]').first().waitFor());
    await step('sign-in', async () => {
      for (const field of await page.locator('input[type=password]').all()) await field.fill(passphrase);
      await page.keyboard.press('Enter');
      await page.locator('[data-person]').first().waitFor({ timeout: 30_000 });
    });
    await signIn(desk, 'agent');
    await step('idle');
    await step('dial-pad', () => page.keyboard.press('F3'));
    await page.keyboard.press('Escape');
    await step('seat-menu', () => page.keyboard.press('F10'));
    await page.keyboard.press('Escape');
    await step('palette', () => page.keyboard.press('Control+P'));
    await page.keyboard.press('Escape');
    await step('settings', () => page.keyboard.press('Control+2'));
    await page.keyboard.press('Control+1');

    await step('ring', async () => {
      await page.keyboard.press('F2');
      await inState(desk, 'ringing');
      await expect.poll(async () => (await callerNow(desk)).match).toBe('known');
    });
    await step('answered', async () => {
      await page.keyboard.press('F2');
      await inState(desk, 'active');
    });
    await step('playbook-picker', () => page.keyboard.press('Alt+B'));
    await step('prompt', async () => {
      await page.locator('[role=dialog] input:focus').waitFor();
      await page.keyboard.type('百万');
      await page.keyboard.press('Enter');
      await page.locator('[data-question]').waitFor();
      await page.keyboard.press('Control+K');
      await page.keyboard.press('1');
      await page.keyboard.press('Control+Enter');
      await page.keyboard.press('Alt+S');
    });
    for (const [name, key] of [
      ['flags-dialog', 'Alt+T'],
      ['verify-dialog', 'Alt+V'],
      ['speaker-dialog', 'Alt+C'],
      ['reveal-dialog', 'Alt+E'],
    ] as const) {
      await step(name, async () => {
        await page.keyboard.press(key);
        await page.getByRole('dialog').waitFor();
      });
      await page.keyboard.press('Escape');
    }
    await step('knowledge-results', async () => {
      await page.keyboard.press('Control+L');
      await page.locator('input[type=search]:focus').waitFor();
      await page.keyboard.type('gs');
      await page.getByRole('option').first().waitFor();
    });
    await step('knowledge-article', () => page.keyboard.press('Enter'));
    await page.keyboard.press('Escape');
    await step('knowledge-nothing', () => page.locator('input[type=search]').fill('qqzzxx'));
    await step('text-pane', async () => {
      await page.locator('input[type=search]').fill('');
      await page.keyboard.press('F6');
      const callId = (await callNow(desk))?.id;
      await desk.send('call/send-text', { callId, text: '请稍等，我在看。' });
    });
    await step('hold-confirmed', async () => {
      await page.keyboard.press('Alt+1');
      await page.locator('.control-state.confirmed').first().waitFor();
    });
    await step('call-held', async () => {
      await page.keyboard.press('F5');
      await inState(desk, 'held');
    });
    await step('wrap-up', async () => {
      await page.keyboard.press('F12');
      await inState(desk, 'ended');
      await page.locator('[data-disposition=scamStopped]').click();
    });
    await album.step('finish', async () => {
      await page.keyboard.press('F2');
      await desk.send('seat/set-not-ready', { reason: 'break' });
      await expect.poll(async () => (await desk.ask<{ work: string }>('seat/state')).work).toBe('notReady');
    });
    await step('not-ready');

    await album.step('training', async () => {
      await signIn(desk, 'trainer');
      await page.keyboard.press('Control+1');
      await album.take(desk, 'training');
    });
    await album.step('training-run', async () => {
      expect(await desk.send('training/send-scenario', { scenarioId: 'case-3-12' })).toMatchObject({
        ok: true,
      });
      await inState(desk, 'ringing');
      await page.keyboard.press('F2');
      await inState(desk, 'active');
      await page.keyboard.press('Control+1');
      await album.take(desk, 'training-run');
    });
    await album.step('training-result', async () => {
      await page.keyboard.press('F12');
      await inState(desk, 'ended');
      await ring.finishWrapUp(desk);
      await page.keyboard.press('Control+1');
      await album.take(desk, 'training-result');
    });
    await album.step('floor', async () => {
      await signIn(desk, 'teamLead');
      await page.keyboard.press('Control+1');
      await album.take(desk, 'floor');
    });
  } finally {
    await desk.close();
  }
}

/** Another person at the same seat. */
async function signIn(desk: Desk, role: 'agent' | 'teamLead' | 'trainer'): Promise<void> {
  const { person, people } = await desk.ask<{
    person: { id: string } | null;
    people: readonly { id: string; role: string }[];
  }>('access/state');
  if (person !== null) expect(await desk.send('access/sign-out', {})).toMatchObject({ ok: true });
  const personId = people.find((one) => one.role === role)?.id;
  expect(await desk.send('access/sign-in', { personId })).toMatchObject({ ok: true });
  await isRegistered(desk);
}
