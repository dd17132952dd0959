import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { convertFile } from '#electron/editor/convert/convert.ts';
import { exportFolder } from '#electron/editor/export-folder.ts';
import { createImporter, type Importer } from '#electron/editor/import-folder.ts';
import type { Converter } from '#electron/editor/ports.ts';
import { silentLog } from '#electron/log/log.ts';
import { contentKinds } from '#shared/editor/kinds.ts';
import { contentManifestSchema } from '#shared/editor/manifest.ts';
import { seeded } from '#tests/support/seeded.ts';
import { testFolder } from '#tests/support/test-folder.ts';
import { wordDocument } from '#tests/support/word-document.ts';
import { editorBench, good, lead, trainer, type EditorBench } from './support.ts';

let bench: EditorBench;
beforeEach(() => void (bench = editorBench()));
afterEach(() => bench.db.close());

/** The converter in this process: the pipe to its own process has its own test. */
const here = (): Converter => ({
  convert: (name, bytes, day) =>
    convertFile(name, bytes, day).then(
      (converted) => ({ ok: true, converted }),
      (error: unknown) => ({ ok: false, reason: (error as Error).message }),
    ),
  dispose: () => {},
});
const depsOf = (one: EditorBench) => ({
  clock: one.clock,
  log: silentLog,
  newId: (() => {
    let count = 0;
    return () => `i-${(count += 1)}`;
  })(),
  repository: one.repository,
  overlay: one.overlay,
  kinds: one.kinds,
  person: () => lead,
  inForceText: one.editor.inForceText,
});
const importerOf = (one: EditorBench, isBusy = () => false): Importer =>
  createImporter({ ...depsOf(one), openConverter: here, isBusy, changed: one.editor.changed });
const finished = (importer: Importer): Promise<void> =>
  new Promise((resolve) => {
    importer.state.subscribe((now) => {
      if (now?.phase !== 'running') resolve();
    });
  });

describe('import', () => {
  test('takes what it can into drafts and says of the rest why not', async () => {
    const folder = testFolder();
    mkdirSync(join(folder, 'sub'));
    writeFileSync(join(folder, 'a.md'), '# 补登折\n\n到网点补登。\n');
    writeFileSync(join(folder, 'sub', 'b.docx'), await wordDocument(['# 换钞', '破损钞票网点都换。']));
    writeFileSync(join(folder, 'broken.docx'), 'PK but no more');
    writeFileSync(join(folder, 'c.pdf'), '%PDF-');
    writeFileSync(
      join(folder, 'account-frozen.md'),
      readFileSync('assets/knowledge/articles/account-frozen.md'),
    );
    const importer = importerOf(bench);
    const end = finished(importer);
    expect(importer.start(folder, lead)).toBe(true);
    expect(importer.start(folder, lead)).toBe(false);
    await end;
    const state = importer.state.get();
    expect(state).toMatchObject({ phase: 'done', total: 5, done: 5, drafts: 2, same: 1 });
    expect(state?.refused.map(({ file }) => file)).toEqual(['broken.docx', 'c.pdf']);
    expect(state?.refused[0]?.reason).toMatch(/^no Word document/);
    const drafts = bench.repository.list({ kind: null, states: ['draft'], text: '', limit: 9 });
    expect(new Set(drafts.map(({ contentId, origin }) => `${contentId} ${origin}`))).toEqual(
      new Set(['bu-deng-zhe import', 'huan-chao import']),
    );
  });

  test('stops where it is told to, and what was read stays', async () => {
    const folder = testFolder();
    for (let at = 0; at < 30; at += 1) writeFileSync(join(folder, `f${at}.md`), `# 第 ${at} 条\n\n好。\n`);
    const importer = importerOf(bench);
    const end = finished(importer);
    importer.start(folder, lead);
    const undo = importer.state.subscribe((now) => {
      if ((now?.drafts ?? 0) < 3) return;
      undo();
      importer.cancel();
    });
    await end;
    expect(importer.state.get()?.phase).toBe('cancelled');
    expect(bench.repository.list({ kind: null, states: ['draft'], text: '', limit: 99 })).toHaveLength(3);
  });

  test('stands back while a call rings', async () => {
    const folder = testFolder();
    writeFileSync(join(folder, 'a.md'), '# 甲\n\n好。\n');
    let rings = true;
    const importer = importerOf(bench, () => rings);
    const end = finished(importer);
    const begun = new Promise<void>((resolve) => {
      importer.state.subscribe((now) => {
        if (now?.total === 1) resolve();
      });
    });
    importer.start(folder, lead);
    await begun;
    await new Promise((resolve) => setImmediate(resolve));
    bench.clock.advance(5_000);
    expect(importer.state.get()?.done).toBe(0);
    rings = false;
    const turn = setInterval(() => bench.clock.advance(100), 1);
    await end;
    clearInterval(turn);
    expect(importer.state.get()?.drafts).toBe(1);
  });
});

describe('export and import again', () => {
  const flowIds = readdirSync('assets/flows')
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.replace('.yaml', ''));
  const articleIds = readdirSync('assets/knowledge/articles').map((name) => name.replace('.md', ''));

  test('every text comes back to the letter, whatever was published before', async () => {
    const random = seeded(20_261_128);
    const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
    const odd = ['，', '「」', ' ', '\t', '😀', '—', '"', "'", '：', '&lt;', '\\n', '𠮷', 'é', '\u200b'];
    // Thirty articles in words that nobody would write, published by two persons.
    for (let at = 0; at < 30; at += 1) {
      const contentId = pick(articleIds.filter((id) => !bench.repository.open('article', id)));
      bench.as(lead);
      const begun = await bench.editor.begin({ kind: 'article', contentId, query: '' });
      const { versionId } = good(begun);
      const { text } = good(await bench.editor.read({ kind: 'article', contentId, versionId }));
      const words = Array.from({ length: 8 }, () => pick(odd)).join('甲');
      const changed = text.replace(/## 答案\n\n.*\n/, `## 答案\n\n答${words}完\n`);
      good(await bench.editor.save({ versionId, revision: 0, text: changed }));
      good(await bench.editor.submit({ versionId, note: '' }));
      bench.as(trainer);
      const sheet = good(await bench.editor.read({ kind: 'article', contentId, versionId }));
      good(await bench.editor.approve({ versionId, hash: sheet.version?.hash ?? '' }));
      const to = random() < 0.5 ? null : '2027-01-31';
      good(await bench.editor.publish({ versionId, from: null, to }));
      bench.clock.advance(1);
    }
    const parent = testFolder();
    const { folder, files } = await exportFolder(depsOf(bench), parent);
    expect(files).toBe(articleIds.length + flowIds.length);
    const manifest = contentManifestSchema.parse(
      JSON.parse(readFileSync(join(parent, folder, 'manifest.json'), 'utf8')),
    );
    // A desk that knows nothing of it: everything that differs from its own files becomes a draft with the same letters and days.
    const other = editorBench();
    const importer = importerOf(other);
    const end = finished(importer);
    importer.start(join(parent, folder), trainer);
    await end;
    expect(importer.state.get()?.refused).toEqual([]);
    let drafts = 0;
    for (const { kind, id, from, to } of manifest.items) {
      const draft = other.repository.open(kind, id);
      const wanted = await bench.editor.inForceText(kind, id);
      const got = draft?.text ?? (await other.editor.inForceText(kind, id));
      expect(got, id).toBe(wanted);
      if (draft) expect([draft.from, draft.to]).toEqual([from, to]);
      drafts += draft ? 1 : 0;
    }
    expect(drafts).toBe(importer.state.get()?.drafts);
    expect(drafts).toBeGreaterThan(20);
    other.db.close();
    expect(contentKinds.length).toBe(5);
  });
});
