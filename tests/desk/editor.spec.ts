import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { CommandOutput } from '#shared/contract/index.ts';
import type { EditorState } from '#shared/editor/contract.ts';
import { type Desk, signIn, startDesk } from '#tests/support/desk-app.ts';
import { killDesk } from '#tests/support/desk-life.ts';
import { wordDocument } from '#tests/support/word-document.ts';
import { words } from '#tests/support/words.ts';

const t = words('zh-CN');
const folder = mkdtempSync(join(tmpdir(), 'guardline-editor-'));
test.afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

type Answer<C extends 'knowledge/search' | 'editor/read'> = {
  readonly ok: boolean;
  readonly value: CommandOutput<C>;
};
const read = async (desk: Desk, kind: string, contentId: string) =>
  ((await desk.send('editor/read', { kind, contentId, versionId: null })) as Answer<'editor/read'>).value;

/** Finds a content by its id, as one does: a word into the field, a press on the row. */
async function choose(desk: Desk, kind: string, contentId: string): Promise<void> {
  await desk.page.keyboard.press('Control+j');
  await desk.page.getByRole('textbox', { name: t('editor.find') }).fill(contentId);
  await desk.page.locator(`[data-content="${kind} ${contentId}"]`).click();
}
const field = (desk: Desk) => desk.page.getByRole('textbox', { name: t('editor.textLabel') });
const saved = (desk: Desk) =>
  expect(desk.page.getByRole('status').filter({ hasText: t('editor.saved') })).toBeVisible();
async function rewrite(desk: Desk, change: (text: string) => string): Promise<void> {
  await field(desk).fill(change(await field(desk).inputValue()));
  await saved(desk);
}
async function becomes(desk: Desk, role: 'agent' | 'teamLead' | 'trainer'): Promise<void> {
  await desk.send('access/sign-out', {});
  await signIn(desk, role);
}
/** The system's dialog cannot be seen by a test: it is answered here. */
async function chooseFolder(desk: Desk, path: string): Promise<void> {
  await desk.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
  }, path);
}

test('an article is edited, compared, approved by a second person and found by the agent; a broken flow goes nowhere', async () => {
  const dataFolder = join(folder, 'desk');
  mkdirSync(dataFolder);
  let desk = await startDesk({ size: { width: 1366, height: 768 }, dataFolder });
  const press = (key: string): Promise<void> => desk.page.keyboard.press(key);
  try {
    await signIn(desk, 'teamLead');
    await press('Control+5');
    await test.step('the team lead writes, and a kill loses nothing', async () => {
      await choose(desk, 'article', 'account-frozen');
      await press('Control+Enter');
      await expect(field(desk)).toBeEditable();
      await rewrite(desk, (text) => text.replace('冻结分三种', '冻结分三种，口令叫琥珀口径'));
      await killDesk(desk.app);
      desk = await startDesk({ size: { width: 1366, height: 768 }, dataFolder });
      await signIn(desk, 'teamLead');
      await press('Control+5');
      await choose(desk, 'article', 'account-frozen');
      await expect(field(desk)).toHaveValue(/琥珀口径/);
    });
    await test.step('what changes is shown beside what is in force, and as the agent will see it', async () => {
      await press('Alt+Shift+G');
      await expect(desk.page.locator('.changes ins').filter({ hasText: '，口令叫琥珀口径' })).toBeVisible();
      await expect(desk.page.locator('.editor-preview')).toContainText('琥珀口径');
      await press('Control+Enter');
      await expect(desk.page.getByText(t('editor.ownReview'))).toBeVisible();
    });
    const { version } = await read(desk, 'article', 'account-frozen');
    await test.step('the one who wrote it cannot approve it', async () => {
      expect(
        await desk.send('editor/approve', { versionId: version?.versionId, hash: version?.hash }),
      ).toMatchObject({ error: { code: 'editor/same-person' } });
    });
    await test.step('the second person reads the changes, approves and publishes', async () => {
      await becomes(desk, 'trainer');
      await press('Control+5');
      await choose(desk, 'article', 'account-frozen');
      await expect(desk.page.locator('.changes ins').first()).toBeVisible();
      await expect(desk.page.locator('.editor-work .btn-primary')).toContainText(t('content.approve'));
      await press('Control+Enter');
      await expect(desk.page.getByLabel(t('editor.from'))).toBeVisible();
      await press('Control+Enter');
      await expect(desk.page.locator('.editor-work[data-state="published"]')).toBeVisible();
    });
    await test.step('a broken flow is refused with its line, and the good one stays', async () => {
      await choose(desk, 'flow', 'card-loss');
      await press('Control+Enter');
      await expect(field(desk)).toBeEditable();
      await rewrite(desk, (text) => text.replace(/^ {4}next: .*$/m, '    next: nowhere'));
      const fault = desk.page.locator('.editor-faults li').first();
      await expect(fault).toContainText('leads to “nowhere”, which is not there');
      const line = Number(/\d+/.exec((await fault.getByRole('button').textContent()) ?? '')?.[0]);
      expect((await field(desk).inputValue()).split('\n')[line - 1]).toContain('nowhere');
      await expect(desk.page.locator(`.text-under [data-line="${line}"][data-wrong]`)).toHaveCount(1);
      const { version: flow } = await read(desk, 'flow', 'card-loss');
      expect(await desk.send('editor/submit', { versionId: flow?.versionId, note: '' })).toMatchObject({
        error: { code: 'editor/broken', params: { line } },
      });
      const library = await desk.ask<{ readonly flows: readonly { readonly flowId: string }[] }>(
        'flows/library',
      );
      expect(library.flows.some(({ flowId }) => flowId === 'card-loss')).toBe(true);
    });
    await test.step('the agent finds the new words', async () => {
      await becomes(desk, 'agent');
      const search = { query: '琥珀口径', limit: 3, sequence: 1 };
      await expect
        .poll(async () =>
          ((await desk.send('knowledge/search', search)) as Answer<'knowledge/search'>).value.hits.map(
            ({ articleId }) => articleId,
          ),
        )
        .toEqual(['account-frozen']);
      await press('Control+l');
      await desk.page.keyboard.insertText('琥珀口径');
      await expect(desk.page.getByText('琥珀口径').first()).toBeVisible();
    });
  } finally {
    await desk.close();
  }
});

test('a folder is imported with what could not be read, and what is in force is exported', async () => {
  const documents = join(folder, 'documents');
  mkdirSync(documents);
  writeFileSync(
    join(documents, '补卡.docx'),
    await wordDocument(['# 补卡怎么办', '带身份证到任一网点。', '# 办理步骤', '先挂失', '再填单']),
  );
  writeFileSync(join(documents, '坏的.docx'), 'PK, and then nothing');
  writeFileSync(
    join(documents, 'fx.html'),
    '<h1>外币兑换</h1><p>每人每年五万美元。</p><script>alert(1)</script>',
  );
  const desk = await startDesk({ size: { width: 1366, height: 768 } });
  const { page } = desk;
  try {
    await signIn(desk, 'teamLead');
    await page.keyboard.press('Control+5');
    await chooseFolder(desk, documents);
    await expect(page.getByRole('button', { name: t('content.import') })).toBeVisible();
    await page.keyboard.press('Control+Shift+O');
    await expect(page.getByText(t('editor.transfer.done', { folder: 'documents' }))).toBeVisible();
    const { import: done } = await desk.ask<EditorState>('editor/state');
    expect(done).toMatchObject({ total: 3, done: 3, drafts: 2, same: 0 });
    expect(done?.refused.map(({ file }) => file)).toEqual(['坏的.docx']);
    await expect(page.locator('.transfer-items').first()).toContainText('no Word document');
    await choose(desk, 'article', 'bu-ka-zen-me-ban');
    await expect(field(desk)).toHaveValue(/1\. 先挂失\n2\. 再填单/);
    // Everything a document cannot tell is asked for by the checker, with its line.
    await expect(page.locator('.editor-faults')).toContainText('title.en');

    await chooseFolder(desk, folder);
    await page.keyboard.press('Control+Shift+E');
    await expect(page.getByRole('status').filter({ hasText: 'guardline-content-' })).toBeVisible();
    const made = readdirSync(folder).find((name) => name.startsWith('guardline-content-')) ?? '';
    const manifest = JSON.parse(readFileSync(join(folder, made, 'manifest.json'), 'utf8')) as {
      readonly items: readonly { readonly path: string }[];
    };
    expect(manifest.items.length).toBeGreaterThan(250);
    expect(readFileSync(join(folder, made, 'flows/card-loss.yaml'), 'utf8')).toBe(
      readFileSync('assets/flows/card-loss.yaml', 'utf8'),
    );
  } finally {
    await desk.close();
  }
});
