import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { articleText, createTestContent, openAt } from './support.ts';

/** How often anything in the index was written, as the database counts it. */
const writes = (db: { prepare(sql: string): { get(): unknown } }): number =>
  (db.prepare('SELECT total_changes() AS n').get() as { n: number }).n;

describe('the index and its folder', () => {
  it('is built at the first start and left alone at the second', async () => {
    const content = createTestContent();
    content.write('articles/a.md', articleText('swallowed', '取款机吞卡'));
    const first = content.open();
    expect(first.knowledge.state.get()).toMatchObject({
      phase: 'starting',
      articleCount: 0,
      indexedAt: null,
    });
    await first.knowledge.start();
    const state = first.knowledge.state.get();
    expect(state).toMatchObject({ phase: 'ready', articleCount: 1, problems: [] });
    first.close();

    const second = content.open();
    expect(second.knowledge.state.get()).toMatchObject({ phase: 'starting', articleCount: 1 });
    expect(await second.titles('tk')).toEqual(['取款机吞卡']);
    const before = writes(second.db);
    second.clock.advance(60_000);
    await second.knowledge.start();
    expect(writes(second.db)).toBe(before);
    expect(second.knowledge.state.get().indexedAt).toBe(state.indexedAt);
    second.close();
  });

  it('writes nothing while a call rings, and goes on after it', async () => {
    const content = createTestContent();
    content.write('articles/a.md', articleText('swallowed', '取款机吞卡'));
    let asked = 0;
    let rings = true;
    const desk = openAt(content.folder, undefined, undefined, undefined, () => {
      asked += 1;
      return rings;
    });
    const started = desk.knowledge.start();
    await vi.waitFor(() => expect(asked).toBe(1));
    expect(desk.knowledge.state.get()).toMatchObject({ phase: 'indexing', articleCount: 0 });
    desk.clock.advance(100);
    await vi.waitFor(() => expect(asked).toBe(2));
    expect(desk.db.prepare('SELECT count(*) FROM knowledge_article').pluck().get()).toBe(0);
    rings = false;
    desk.clock.advance(100);
    await started;
    expect(desk.knowledge.state.get()).toMatchObject({ phase: 'ready', articleCount: 1 });
    desk.close();
  });

  it('takes in what was changed, added and removed', async () => {
    const content = createTestContent();
    content.write('articles/a.md', articleText('a', '吞卡'));
    content.write('articles/b.md', articleText('b', '年费'));
    const first = content.open();
    await first.knowledge.start();
    first.close();

    content.write('articles/a.md', articleText('a', '转账限额'));
    content.remove('articles/b.md');
    content.write('articles/c.md', articleText('c', '销户'));
    const second = content.open();
    await second.knowledge.start();
    expect(second.knowledge.state.get().articleCount).toBe(2);
    expect(await second.titles('吞卡')).toEqual([]);
    expect(await second.titles('年费')).toEqual([]);
    expect(await second.titles('限额')).toEqual(['转账限额']);
    expect(await second.titles('xiaohu')).toEqual(['销户']);
    const words = second.db.prepare('SELECT word FROM knowledge_word').pluck().all();
    expect(words).not.toContain('吞卡');
    second.close();
  });

  it('refuses a broken file with line and reason, and keeps its last good version and the rest', async () => {
    const content = createTestContent();
    content.write('articles/a.md', articleText('a', '吞卡'));
    content.write('articles/b.md', articleText('b', '年费'));
    const first = content.open();
    await first.knowledge.start();
    first.close();

    content.write('articles/a.md', articleText('a', '吞卡改坏了', { body: '## 歩骤\n\n1. 一\n' }));
    content.write('synonyms.txt', '单独\n没影了 => 吞卡\n');
    const second = content.open();
    await second.knowledge.start();
    const { problems, articleCount } = second.knowledge.state.get();
    expect(articleCount).toBe(2);
    expect(problems).toEqual([
      { file: 'synonyms.txt', line: 1, reason: 'a single word has no synonym' },
      {
        file: 'articles/a.md',
        line: 12,
        reason: expect.stringContaining('unknown section "歩骤"') as unknown,
      },
    ]);
    // The list before the edit serves, in which 没影了 means nothing.
    expect(await second.titles('没影了')).toEqual([]);
    expect(await second.titles('年费')).toEqual(['年费']);
    second.close();
  });

  it('lets the file that had an id first keep it, and follows a file that was renamed', async () => {
    const content = createTestContent();
    content.write('articles/b.md', articleText('same', '吞卡'));
    const first = content.open();
    await first.knowledge.start();
    first.close();

    content.write('articles/a.md', articleText('same', '年费'));
    const second = content.open();
    await second.knowledge.start();
    expect(second.knowledge.state.get().problems).toEqual([
      { file: 'articles/a.md', line: 1, reason: 'the id same belongs to articles/b.md' },
    ]);
    expect(await second.titles('吞卡')).toEqual(['吞卡']);
    second.close();

    content.remove('articles/b.md');
    const third = content.open();
    await third.knowledge.start();
    expect(third.knowledge.state.get()).toMatchObject({ articleCount: 1, problems: [] });
    expect(await third.titles('年费')).toEqual(['年费']);
    third.close();
  });

  it('keeps what it has when the folder is gone, and says so', async () => {
    const content = createTestContent();
    content.write('articles/a.md', articleText('a', '吞卡'));
    const first = content.open();
    await first.knowledge.start();
    first.close();

    rmSync(join(content.folder, 'articles'), { recursive: true });
    const second = content.open();
    await second.knowledge.start();
    expect(second.knowledge.state.get().articleCount).toBe(1);
    expect(second.knowledge.state.get().problems[0]?.reason).toContain('ENOENT');
    expect(await second.titles('吞卡')).toEqual(['吞卡']);
    second.close();
  });

  it('indexes anew when a list that shapes the index is edited', async () => {
    const content = createTestContent();
    content.write('articles/a.md', articleText('a', '还款'));
    const first = content.open();
    await first.knowledge.start();
    expect(await first.titles('huankuan')).toEqual(['还款']);
    first.close();

    content.write('polyphones.txt', '还款 hai kuan\n');
    const second = content.open();
    await second.knowledge.start();
    expect(await second.titles('haikuan')).toEqual(['还款']);
    expect(await second.titles('huankuan')).toEqual([]);
    second.close();
  });

  it('reports a link that leads nowhere and keeps the article', async () => {
    const content = createTestContent();
    const body = '## 答案\n\n好。\n\n## 链接\n\n- [没有](article:nowhere)\n- [自己](article:a)\n';
    content.write('articles/a.md', articleText('a', '吞卡', { body }));
    const { knowledge, close } = content.open();
    await knowledge.start();
    expect(knowledge.state.get().articleCount).toBe(1);
    expect(knowledge.state.get().problems).toEqual([
      { file: 'articles/a.md', line: 0, reason: 'links to nowhere, which is not there' },
    ]);
    close();
  });
});
