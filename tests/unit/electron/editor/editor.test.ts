import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findChanges } from '#electron/knowledge/content/load-articles.ts';
import { readFlowFolder } from '#electron/flows/read-folder.ts';
import { editorBench, good, lead, trainer, type EditorBench } from './support.ts';

const kind = 'article' as const;
const contentId = 'account-frozen';
let bench: EditorBench;
beforeEach(() => void (bench = editorBench()));
afterEach(() => bench.db.close());

const read = async (versionId: string | null = null) =>
  good(await bench.editor.read({ kind, contentId, versionId }));
const begin = async (): Promise<string> =>
  good(await bench.editor.begin({ kind, contentId, query: '' })).versionId;
const save = async (versionId: string, change: (text: string) => string) => {
  const { text, version } = await read(versionId);
  return bench.editor.save({ versionId, revision: version?.revision ?? -1, text: change(text) });
};
const approved = async (change: (text: string) => string): Promise<string> => {
  bench.as(lead);
  const versionId = await begin();
  good(await save(versionId, change));
  good(await bench.editor.submit({ versionId, note: '' }));
  bench.as(trainer);
  const { version } = await read(versionId);
  good(await bench.editor.approve({ versionId, hash: version?.hash ?? '' }));
  return versionId;
};
const publish = async (from: string | null, to: string | null, words: string): Promise<string> => {
  bench.clock.advance(1);
  const versionId = await approved((text) => text.replace(/冻结分三种|甲种|乙种/, words));
  good(await bench.editor.publish({ versionId, from, to }));
  return versionId;
};
const standing = (): string | undefined => bench.overlay.overlay.get().article.get(`${contentId}.md`)?.read();

describe('a version', () => {
  test('begins from what is in force, with today as its day of review', async () => {
    const versionId = await begin();
    const sheet = await read(versionId);
    expect(sheet.inForce?.source).toBe('file');
    expect(sheet.text).toContain('reviewedAt: 2026-11-28');
    expect(sheet.checked.faults).toEqual([]);
    expect(await bench.editor.begin({ kind, contentId, query: '' })).toMatchObject({
      error: { code: 'editor/already-open' },
    });
  });

  test('is written by one and approved by another, and then stands before the file', async () => {
    const versionId = await begin();
    good(await save(versionId, (text) => text.replace('冻结分三种', '冻结有三类')));
    good(await bench.editor.submit({ versionId, note: '换说法' }));
    const { version } = await read(versionId);
    const hash = version?.hash ?? '';
    expect(await bench.editor.approve({ versionId, hash })).toMatchObject({
      error: { code: 'editor/same-person', params: { name: '周敏' } },
    });
    bench.as(trainer);
    expect(await bench.editor.approve({ versionId, hash: 'a'.repeat(64) })).toMatchObject({
      error: { code: 'editor/other-text' },
    });
    expect(await bench.editor.publish({ versionId, from: null, to: null })).toMatchObject({
      error: { code: 'editor/wrong-state' },
    });
    good(await bench.editor.approve({ versionId, hash }));
    expect(standing()).toBeUndefined();
    good(await bench.editor.publish({ versionId, from: null, to: null }));
    expect(standing()).toContain('冻结有三类');
    expect(bench.audit()).toEqual(['content.approve', 'content.publish']);
    expect(bench.repository.steps(versionId).map(({ act, by }) => [act, by.name])).toEqual([
      ['begin', '周敏'],
      ['submit', '周敏'],
      ['approve', '吴桐'],
      ['publish', '吴桐'],
    ]);
  });

  test('somebody who adds a word to it becomes one of its authors', async () => {
    const versionId = await begin();
    good(await save(versionId, (text) => text.replace('冻结分三种', '冻结有三类')));
    bench.as(trainer);
    good(await save(versionId, (text) => text.replace('冻结有三类', '冻结有三种')));
    good(await bench.editor.submit({ versionId, note: '' }));
    const { version } = await read(versionId);
    for (const who of [trainer, lead]) {
      bench.as(who);
      expect(await bench.editor.approve({ versionId, hash: version?.hash ?? '' })).toMatchObject({
        error: { code: 'editor/same-person' },
      });
    }
  });

  test('that is under review is not written in; given back with a reason it is', async () => {
    const versionId = await begin();
    good(await bench.editor.submit({ versionId, note: '' }));
    expect(await save(versionId, (text) => `${text}\n`)).toMatchObject({
      error: { code: 'editor/wrong-state' },
    });
    bench.as(trainer);
    good(bench.editor.giveBack({ versionId, reason: '少一句安抚' }));
    expect(bench.repository.steps(versionId).at(-1)).toMatchObject({ act: 'giveBack', note: '少一句安抚' });
    good(await save(versionId, (text) => `${text}\n`));
  });

  test('an older text never overwrites a newer one', async () => {
    const versionId = await begin();
    good(await bench.editor.save({ versionId, revision: 0, text: '一' }));
    expect(await bench.editor.save({ versionId, revision: 0, text: '二' })).toMatchObject({
      error: { code: 'editor/moved-on', params: { revision: 1 } },
    });
    expect((await read(versionId)).text).toBe('一');
  });

  test('that is broken is kept as it is and goes nowhere, with the line and the reason', async () => {
    const versionId = await begin();
    good(await save(versionId, (text) => text.replace('## 步骤', '## 歩骤')));
    const line = (await read(versionId)).text.split('\n').indexOf('## 歩骤') + 1;
    expect(await bench.editor.submit({ versionId, note: '' })).toMatchObject({
      error: {
        code: 'editor/broken',
        params: { line, reason: expect.stringContaining('unknown section "歩骤"') as string },
      },
    });
    expect((await read(versionId)).text).toContain('## 歩骤');
  });
});

describe('days of effect', () => {
  test('the next version stands from its first day on, and the one before comes back after its last', async () => {
    await publish(null, null, '甲种');
    await publish('2026-12-01', '2026-12-02', '乙种');
    expect(standing()).toContain('甲种');
    const day = 86_400_000;
    bench.clock.advance(2 * day);
    expect(standing()).toContain('甲种');
    bench.clock.advance(day);
    expect(standing()).toContain('乙种');
    bench.clock.advance(2 * day);
    expect(standing()).toContain('甲种');
  });

  test('withdrawn, what was before is there again at once; at the end the file', async () => {
    const first = await publish(null, null, '甲种');
    const second = await publish(null, null, '乙种');
    expect(standing()).toContain('乙种');
    good(bench.editor.withdraw({ versionId: second, reason: '口径有误' }));
    expect(standing()).toContain('甲种');
    good(bench.editor.withdraw({ versionId: first, reason: '口径有误' }));
    expect(standing()).toBeUndefined();
  });

  test('neither yesterday nor an end before the beginning', async () => {
    const versionId = await approved((text) => text);
    for (const [from, to] of [
      ['2026-11-27', null],
      ['2026-12-02', '2026-12-01'],
    ] as const)
      expect(await bench.editor.publish({ versionId, from, to })).toMatchObject({
        error: { code: 'editor/bad-days' },
      });
  });
});

describe('the rooms that use it', () => {
  test('the knowledge base reads the published text, and the file when that one is broken', async () => {
    await publish(null, null, '甲种');
    const changes = await findChanges('assets/knowledge', [], [], bench.overlay.overlay.get().article);
    const answer = (id: string): string =>
      JSON.stringify(changes.changed.find(({ article }) => article.articleId === id)?.article.blocks[0]);
    expect(answer(contentId)).toContain('甲种');
    expect(changes.problems).toEqual([]);
    const broken = new Map([[`${contentId}.md`, { hash: 'b'.repeat(64), read: () => 'kaputt' }]]);
    const after = await findChanges('assets/knowledge', [], [], broken);
    expect(after.problems).toMatchObject([{ file: `articles/${contentId}.md`, line: 1 }]);
    expect(
      after.changed.find(({ article }) => article.articleId === contentId)?.article.blocks[0],
    ).toMatchObject({ text: { zh: expect.stringContaining('冻结分三种') as string } });
  });

  test('a flow needs a number of its own, and its broken version leaves the file in its place', async () => {
    const flowId = 'card-loss';
    const { versionId } = good(await bench.editor.begin({ kind: 'flow', contentId: flowId, query: '' }));
    const sheet = good(await bench.editor.read({ kind: 'flow', contentId: flowId, versionId }));
    const before = /^version: '?(\d+\.\d+)/m.exec(sheet.inForce?.text ?? '')?.[1] ?? '';
    const same = `${sheet.text.replace(/^version:.*$/m, `version: '${before}'`)}# 改过\n`;
    const saved = good(await bench.editor.save({ versionId, revision: 0, text: same }));
    expect(saved.checked.faults.map(({ reason }) => reason)).toContain(
      `version ${before} must come after ${before}, which is in force`,
    );
    const overlay = new Map([[`${flowId}.yaml`, { hash: '', read: () => 'id: card-loss\nsteps: [' }]]);
    const folder = await readFlowFolder('assets/flows', {}, overlay);
    expect(folder.refused[0]).toMatchObject({ file: `${flowId}.yaml`, line: 2 });
    expect(folder.good.some(({ flow }) => flow.id === flowId)).toBe(true);
  });
});

describe('the database', () => {
  test('refuses what a mistaken program might try', async () => {
    const versionId = await begin();
    const run = (sql: string) => () => bench.db.prepare(sql).run();
    good(await bench.editor.submit({ versionId, note: '' }));
    expect(run("UPDATE editor_version SET text = 'x', hash = 'y'")).toThrow('only a draft can be written in');
    expect(run("UPDATE editor_version SET state = 'approved'")).toThrow('a second person approves');
    expect(run(`UPDATE editor_version SET state = 'approved', reviewer = '${JSON.stringify(lead)}'`)).toThrow(
      'a second person approves',
    );
    expect(run('DELETE FROM editor_step')).toThrow('a step is never removed');
    expect(run("UPDATE editor_step SET act = 'approve'")).toThrow('a step is never changed');
    expect(run('DELETE FROM editor_version')).toThrow();
  });
});
