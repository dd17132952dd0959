import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type Desk, deskSwitches, passphrase, startDesk } from '#tests/support/desk-app.ts';
import { barSays, choosePassphrase, enterPassphrase, searchFor, signInAs } from '#tests/support/hands.ts';
import { tcpOf } from '#tests/support/sockets.ts';
import { words } from '#tests/support/words.ts';

const t = words('zh-CN');
const note = '客户称平台客服让她把定期转走，已劝阻并挂失';

/** One life of one data folder: what the first start leaves, the next finds. */
test.describe.configure({ mode: 'serial' });
const dataFolder = mkdtempSync(join(tmpdir(), 'guardline-first-'));
let desk: Desk;
let page: Page;
const start = async (): Promise<void> => {
  desk = await startDesk({ dataFolder });
  ({ page } = desk);
};
const leave = (): Promise<void> => desk.close({ keepData: true });
test.afterAll(() => rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 }));

const region = (name: string) => page.getByRole('region', { name, exact: true });

test('a passphrase is chosen: too short and not the same twice are said in a sentence', async () => {
  await start();
  await expect(page.getByRole('heading', { name: t('access.choose.title') })).toBeVisible();
  await choosePassphrase(page, 'abc');
  await expect(page.getByText(t('access.weak.tooShort', { min: 8 }))).toBeVisible();
  await page.getByLabel(t('access.choose.passphrase'), { exact: true }).fill(passphrase);
  await page.keyboard.press('Enter');
  await expect(page.getByText(t('access.weak.tooShort', { min: 8 }))).toBeHidden();
  await expect(page.getByText(t('access.choose.differs'))).toBeVisible();
  expect(existsSync(join(dataFolder, 'guardline.db'))).toBe(false);

  await choosePassphrase(page);
  await expect(page.getByRole('heading', { name: t('access.signIn.title') })).toBeVisible({
    timeout: 30_000,
  });
  for (const role of ['agent', 'teamLead', 'trainer']) {
    await expect(page.getByRole('button', { name: new RegExp(t(`common.role.${role}`)) })).toBeVisible();
  }
  expect(existsSync(join(dataFolder, 'guardline.db'))).toBe(true);
});

test('a second start on the same data brings the first one forward and goes', async () => {
  await desk.app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) if (window.isVisible()) window.minimize();
  });
  const electron = process.env.ELECTRON_BIN ?? '';
  const second = spawn(electron, deskSwitches(dataFolder, {}), { stdio: 'ignore' });
  const code = await new Promise((done) => second.once('exit', done));
  expect(code).toBe(0);
  await expect
    .poll(() =>
      desk.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().some(
          (one) => one.isFocused() || (one.isVisible() && !one.isMinimized()),
        ),
      ),
    )
    .toBe(true);
  expect(desk.app.windows()).toHaveLength(2);
});

test('one call by hand: ring, answer, prompt, knowledge, hold, wrap-up', async () => {
  await signInAs(page, 'agent');
  await expect(page.getByText(t('call.lineReady'))).toBeVisible({ timeout: 30_000 });
  await desk.press('F2');
  await barSays(page, 'ready');
  await barSays(page, 'ringing');
  const caller = region(t('caller.title'));
  await expect(caller.getByRole('article').first()).toContainText(t('care.flag.elderly'));
  await expect(page.getByRole('banner')).toContainText(t('care.flag.elderly'));
  await expect(page.getByRole('banner')).toContainText('贾女士');
  await expect(caller).toContainText(/6222 02\*\* \*\*\*\* 7788/);
  await desk.press('F2');
  await barSays(page, 'active');

  await page.keyboard.press('Alt+B');
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
  await page.keyboard.type('百万');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  const guidance = region(t('guidance.title'));
  await expect(guidance).toContainText('百万保障到期');
  await page.keyboard.press('Control+K');
  const cue = guidance.getByRole('checkbox').and(page.locator(':enabled')).first();
  await expect(cue).not.toBeChecked();
  await page.keyboard.press('1');
  await expect(cue).toBeChecked();
  const asked = (await guidance.locator('[data-question]').getAttribute('data-question')) ?? '';
  await page.keyboard.press('Control+Enter');
  await expect(guidance.locator('[data-question]')).not.toHaveAttribute('data-question', asked);
  await page.keyboard.press('Alt+S');

  await searchFor(page, 'gs');
  await expect(page.getByRole('option').first()).toContainText('挂失');
  await page.keyboard.press('Enter');
  await expect(region(t('knowledge.title'))).toContainText(t('knowledge.sample'));
  await page.keyboard.press('Escape');

  await page.keyboard.press('Alt+1');
  const card = caller.getByRole('listitem').filter({ hasText: '7788' }).first();
  await expect(card).toContainText(t('control.state.confirmed'), { timeout: 30_000 });
  await expect(card).toContainText(/回执 \S+/);

  await desk.press('F12');
  await barSays(page, 'wrapUp');
  const record = region(t('wrapUp.record'));
  for (const step of ['线索：', '问出：', '说过：', '临时挂失']) await expect(record).toContainText(step);
  // The search field has the focus and keeps it: Ctrl K goes to the middle.
  await page.keyboard.press('Control+K');
  await page.keyboard.press('2');
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(1);
  await page.keyboard.press('Alt+W');
  await expect(page.getByRole('textbox', { name: t('wrapUp.note') })).toBeFocused();
  await page.keyboard.type(note);
  await desk.press('F2');
  await barSays(page, 'ready');
  await expect(page.getByRole('banner')).toContainText('今日已接 1 通');
  await leave();
});

test('the second start asks for the passphrase, says a wrong one is wrong, and remembers the call', async () => {
  await start();
  await expect(page.getByRole('heading', { name: t('access.unlock.title') })).toBeVisible();
  await enterPassphrase(page, 'not the right one');
  await expect(page.getByText(t('error.access/wrong-passphrase'))).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('heading', { name: t('access.unlock.title') })).toBeVisible();
  await expect(page.getByLabel(t('access.unlock.passphrase'), { exact: true })).toBeEditable();
  // A wrong one costs a wait; then the right one opens.
  await page.getByLabel(t('access.unlock.passphrase'), { exact: true }).fill(passphrase);
  await expect(page.getByRole('button', { name: t('access.unlock.action') })).toBeEnabled({
    timeout: 30_000,
  });
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: t('access.signIn.title') })).toBeVisible({
    timeout: 30_000,
  });
  await signInAs(page, 'agent');
  await desk.press('F2');
  await barSays(page, 'ringing');
  await expect(page.getByRole('banner')).toContainText('贾女士');
  const history = region(t('caller.history'));
  await expect(history.getByRole('listitem').first()).toContainText(t('disposition.scamStopped'));
  await expect(history.getByRole('listitem').first()).toContainText('百万保障到期');
  const card = region(t('caller.title')).getByRole('listitem').filter({ hasText: '7788' }).first();
  await expect(card).not.toContainText(t('control.hold'));
  await leave();
});

test('a damaged store is said, kept, and replaced only when a person says so twice', async () => {
  const file = join(dataFolder, 'guardline.db');
  for (const end of ['-wal', '-shm']) rmSync(file + end, { force: true });
  const bytes = readFileSync(file);
  bytes.fill(0x47, 4096, Math.min(bytes.length, 65_536));
  bytes.fill(0x47, 0, 1024);
  writeFileSync(file, bytes);
  const hash = (name: string): string =>
    createHash('sha256')
      .update(readFileSync(join(dataFolder, name)))
      .digest('hex');
  const before = hash('guardline.db');

  await start();
  await enterPassphrase(page);
  await expect(page.getByText(t('access.damage.title'))).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(t('access.damage.reason.damaged'))).toBeVisible();
  await expect(page.getByText('guardline.db', { exact: false }).first()).toBeVisible();
  await page.getByRole('button', { name: t('access.damage.retry') }).click();
  await expect(page.getByText(t('access.damage.title'))).toBeVisible();
  expect(hash('guardline.db')).toBe(before);
  await page.getByRole('button', { name: t('access.damage.fresh') }).click();
  expect(hash('guardline.db')).toBe(before);
  await page.getByRole('button', { name: t('access.damage.freshConfirm') }).click();
  await expect(page.getByRole('heading', { name: t('access.signIn.title') })).toBeVisible({
    timeout: 30_000,
  });
  const kept = readdirSync(dataFolder).filter((name) => /^guardline-damaged-.*\.db$/.test(name));
  expect(kept).toHaveLength(1);
  expect(hash(kept[0] ?? '')).toBe(before);
  await leave();
});

test('a bad policy file stops the start with file, line and reason, and nothing else starts', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'guardline-policy-'));
  const policy = 'exchange.mode: configured\nexchange.url: https://not-a-websocket.example\n';
  const stopped = await startDesk({ dataFolder: folder, policy });
  try {
    await expect(stopped.page.getByText(t('access.policy.title'))).toBeVisible();
    await expect(stopped.page.getByText(join(folder, 'policy.yaml'))).toBeVisible();
    await expect(stopped.page.getByText(t('access.policy.where', { line: 2, column: 15 }))).toBeVisible();
    await expect(stopped.page.getByText(t('access.policy.key', { key: 'exchange.url' }))).toBeVisible();
    await expect(stopped.page.getByText(new RegExp(t('access.policy.reason.badValue')))).toContainText(
      t('settings.problem.notWebSocketUrl'),
    );
    await expect(stopped.page.getByRole('button')).toHaveCount(0);
    expect(await stopped.send('access/choose-passphrase', { passphrase })).toMatchObject({ ok: false });
    expect(await stopped.ask('access/state')).toMatchObject({ phase: 'starting' });
    expect(readdirSync(folder).filter((name) => /guardline\.db|key\.json|sandbox/.test(name))).toEqual([]);
    const processes = await stopped.app.evaluate(({ app }) =>
      app.getAppMetrics().map((one) => one.name ?? one.serviceName ?? ''),
    );
    expect(processes.filter((name) => name.includes('sandbox'))).toEqual([]);
    // Only the test's own debugger listens: no exchange, no core.
    const { listens } = tcpOf(stopped.app.process().pid ?? 0);
    expect(listens.length).toBeLessThanOrEqual(2);
  } finally {
    await stopped.close();
  }
});
