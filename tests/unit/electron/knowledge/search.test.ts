import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MarkedText } from '#shared/knowledge/contract.ts';
import { articleText, createTestContent } from './support.ts';
import type { TestKnowledge } from './support.ts';

const marked = ({ text, highlights }: MarkedText): string[] =>
  highlights.map(({ start, end }) => text.slice(start, end));

let desk: TestKnowledge;

beforeAll(async () => {
  const content = createTestContent();
  const add = (id: string, zh: string, more: Parameters<typeof articleText>[2] = {}): void =>
    content.write(`articles/${id}.md`, articleText(id, zh, more));
  add('hold', '临时挂失怎么解', { en: 'Temporary card hold', front: ['keywords: [解挂]'] });
  add('verbal', '口头挂失与临时挂失的区别', { en: 'Verbal loss report' });
  add('swallowed', '取款机吞卡', {
    en: 'Card swallowed by an ATM',
    body: '## 答案\n\n带身份证去领。\n\n## Answer\n\nCollect it with your passport.\n\n## 步骤\n\n1. 看机器编号。\n2. 问清钱吐出来没有，没有的登记差错。\n',
  });
  add('repay', '信用卡还款方式', { en: 'Repaying a credit card' });
  add('exchange', '外汇兑换', { en: 'Currency exchange' });
  add('elderly', '长者来电', { front: ['careFlags: [elderly]', 'playbooks: [pension-trap]'] });
  add('later', '明年年费', { front: ['validFrom: 2026-01-01'] });
  add('over', '去年年费', { front: ['validUntil: 2025-10-31'] });
  add('fee', '今年年费', { front: ['validUntil: 2025-11-21'] });
  desk = content.open();
  await desk.knowledge.start();
});
afterAll(() => desk.close());

describe('a search', () => {
  it.each([
    ['挂失', 'words'],
    ['掛失', 'words'],
    ['gs', 'initials'],
    ['ＧＳ', 'initials'],
    ['guashi', 'pinyin'],
    ['gua shi', 'pinyin'],
    ['guas', 'pinyin'],
    ['guasji', 'slip'],
    ['卦失', 'slip'],
    ['卡丢了怎么办', 'synonym'],
    ['lost my card', 'synonym'],
  ])('finds 挂失 by %s (%s)', async (query, by) => {
    const { hits } = await desk.search(query);
    expect(
      hits
        .slice(0, 2)
        .map((hit) => hit.articleId)
        .toSorted(),
    ).toEqual(['hold', 'verbal']);
    expect(hits[0]?.matchedBy).toBe(by);
  });

  it.each([
    ['挂', '挂失'],
    ['xyk', '信用卡'],
    ['xinyongkahuankuan', '信用卡还款'],
    ['xykhk', '信用卡还款'],
    ['huankuan', '还款'],
    ['外汇兑', '外汇兑换'],
    ['外汇', '外汇兑换'],
    ['swallowed', '吞卡'],
    ['ATM', '吞卡'],
    ['取款机 xyz', '吞卡'],
    ['怎么', '怎么'],
  ])('answers %s with a title that has %s', async (query, part) => {
    expect((await desk.titles(query))[0]).toContain(part);
  });

  it('marks in the title what was typed, whichever way it was typed', async () => {
    for (const query of ['挂失', 'gs', 'guashi', '掛失', 'guasji']) {
      const [hit] = (await desk.search(query)).hits;
      expect(hit && marked(hit.title.zh)).toContain('挂失');
    }
    const [english] = (await desk.search('swallow')).hits;
    expect(english && marked(english.title.en)).toEqual(['swallowed']);
  });

  it('shows the passage that has the words, in the language asked for', async () => {
    const [body] = (await desk.search('吞卡 差错')).hits;
    expect(body?.snippet.text).toBe('问清钱吐出来没有，没有的登记差错。');
    expect(body && marked(body.snippet)).toEqual(['差错']);
    const [english] = (await desk.search('passport', { language: 'en' })).hits;
    expect(english?.snippet.text).toBe('Collect it with your passport.');
    expect(english && marked(english.snippet)).toEqual(['passport']);
    expect(english?.answer).toEqual({ zh: '带身份证去领。', en: 'Collect it with your passport.' });
  });

  it('shows only what is in effect today', async () => {
    expect(await desk.titles('年费')).toEqual(['今年年费']);
  });

  it('puts what fits the call first, and alone when nothing is typed', async () => {
    const context = { playbooks: [], careFlags: ['elderly' as const] };
    const quiet = await desk.search('', { context });
    expect(quiet.hits.map(({ articleId, matchedBy }) => [articleId, matchedBy])).toEqual([
      ['elderly', 'context'],
    ]);
    expect((await desk.search('   ')).hits).toEqual([]);
    expect((await desk.search('', { context: { playbooks: ['pension-trap'], careFlags: [] } })).total).toBe(
      1,
    );
  });

  it('gives the sequence back and keeps to the limit', async () => {
    const found = await desk.search('挂失', { sequence: 41, limit: 1 });
    expect(found).toMatchObject({ sequence: 41, total: 2, totalIsAtLeast: false });
    expect(found.hits).toHaveLength(1);
  });

  it('answers before the first start with nothing, not with a failure', async () => {
    const early = createTestContent().open();
    expect((await early.search('挂失')).hits).toEqual([]);
    early.close();
  });
});

describe('what agents type', () => {
  let mixed: TestKnowledge;
  beforeAll(async () => {
    const content = createTestContent();
    const add = (id: string, zh: string, more: Parameters<typeof articleText>[2] = {}): void =>
      content.write(`articles/${id}.md`, articleText(id, zh, more));
    add('fee', '信用卡年费', { body: '## 答案\n\n刷满几次就免。\n' });
    add('cancel', '信用卡注销', { body: '## 答案\n\n先看年费。\n' });
    add('pinfree', '免密支付怎么关', { front: ['keywords: [小额支付]'] });
    add('abroad', '境外用卡');
    add('fraud', '盗刷');
    content.write('synonyms.txt', '在外国, 出境 => 境外\n');
    content.write('readings.txt', 'zai 在\nwai 外\nguo 国\n');
    mixed = content.open();
    await mixed.knowledge.start();
  });
  afterAll(() => mixed.close());

  it.each([
    ['letters beside Chinese', 'xyk年费', 'fee'],
    ['two readings run together, the last one begun', 'xinyongkanian', 'fee'],
    ['part of a word that no article has alone', '小额免密', 'pinfree'],
    ['a saying by its pinyin', 'zaiwaiguo', 'abroad'],
    ['a saying by its initials', 'zwg', 'abroad'],
    ['a word with one wrong character of another sound', '盗涮', 'fraud'],
    ['a word inside a keyword by its initials', 'zf', 'pinfree'],
  ])('is understood: %s (%s)', async (_what, query, articleId) => {
    expect((await mixed.search(query)).hits[0]?.articleId).toBe(articleId);
  });
});
