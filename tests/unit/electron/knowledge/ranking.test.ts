import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultRanking, readRanking } from '#electron/knowledge/content/ranking.ts';
import { habitHalfLifeMs, habitLimit } from '#electron/knowledge/search/habits.ts';
import { articleText, createTestContent } from './support.ts';
import type { TestContent, TestKnowledge } from './support.ts';

let content: TestContent;
let desk: TestKnowledge;
const ids = async (query: string, more: Parameters<TestKnowledge['search']>[1] = {}): Promise<string[]> =>
  (await desk.search(query, more)).hits.map((hit) => hit.articleId);
const openFor = async (query: string, articleId: string): Promise<void> => {
  expect(desk.knowledge.open({ articleId, query }).ok).toBe(true);
  await Promise.resolve();
  await desk.search('');
};

beforeEach(async () => {
  content = createTestContent();
  content.write('articles/debit.md', articleText('debit', '储蓄卡年费', { front: ['tags: [储蓄卡]'] }));
  content.write('articles/credit.md', articleText('credit', '信用卡年费', { front: ['tags: [信用卡]'] }));
  content.write('articles/other.md', articleText('other', '吞卡'));
  desk = content.open();
  await desk.knowledge.start();
});
afterEach(() => desk.close());

describe('what others opened for the same words', () => {
  it('comes first the next time, however the words were asked', async () => {
    const [first, second] = await ids('年费');
    expect(new Set([first, second])).toEqual(new Set(['credit', 'debit']));
    await openFor('年费怎么办', String(second));
    expect(await ids('年费')).toEqual([second, first]);
    expect(await ids('请问年费')).toEqual([second, first]);
  });

  it('fades: what is opened now counts more than what was opened more often half a year ago', async () => {
    const [first, second] = await ids('年费');
    for (let time = 0; time < 3; time += 1) await openFor('年费', String(second));
    expect((await ids('年费'))[0]).toBe(second);
    desk.clock.advance(6 * habitHalfLifeMs);
    await openFor('年费', String(first));
    expect((await ids('年费'))[0]).toBe(first);
  });

  it('never brings in what does not match, and keeps no personal number', async () => {
    await openFor('年费', 'other');
    expect(await ids('年费')).not.toContain('other');
    await openFor('6222021234567890 年费', 'debit');
    expect(desk.db.prepare("SELECT words FROM knowledge_habit WHERE words LIKE '%6222%'").all()).toEqual([]);
  });

  it('is kept for the next start, and no more of it than the limit', async () => {
    const [first, second] = await ids('年费');
    await openFor('年费', String(second));
    const fill = desk.db.prepare(
      "INSERT INTO knowledge_habit (words, article_id, weight, at) VALUES (?, 'other', 1, 0)",
    );
    for (let at = 0; at < habitLimit + 50; at += 1) fill.run(`w${at}`);
    await openFor('年费', String(second));
    expect(desk.db.prepare('SELECT count(*) AS n FROM knowledge_habit').get()).toEqual({ n: habitLimit });
    expect(await ids('年费')).toEqual([second, first]);
  });
});

describe('the present call', () => {
  it('moves up what is about the product the caller holds', async () => {
    for (const [product, expected] of [
      ['储蓄卡', 'debit'],
      ['信用卡', 'credit'],
    ] as const)
      expect((await ids('年费', { context: { playbooks: [], careFlags: [], products: [product] } }))[0]).toBe(
        expected,
      );
  });
});

describe('the weights', () => {
  it('are data: a folder may say what a place is worth', async () => {
    content.write(
      'articles/mention.md',
      articleText('mention', '费用', { body: '## 答案\n\n吞卡不收费。\n' }),
    );
    content.write('ranking.yaml', 'answer: 2\ntitle: 0.1\n');
    const other = content.open();
    await other.knowledge.start();
    expect((await other.search('吞卡')).hits[0]?.articleId).toBe('mention');
    other.close();
  });

  it.each([
    ['title: much\n', 1],
    ['title: 1\nanswer: 9\n', 2],
    ['title: 1\n\nheading: 1\n', 3],
    ['title: [1\n', 2],
  ])('are refused whole with a line: %j', (source, line) => {
    const { value, problems } = readRanking(source);
    expect(value).toBe(defaultRanking);
    expect(problems.map((problem) => problem.line)).toEqual([line]);
  });
});

it('keeps to the last good list when an edit has a fault, and says which line', async () => {
  expect((await desk.search('没影了')).hits).toEqual([]);
  content.write('synonyms.txt', '没影了 => 吞卡\n');
  const good = content.open();
  await good.knowledge.start();
  expect((await good.search('没影了')).hits[0]?.articleId).toBe('other');
  good.close();
  content.write('synonyms.txt', '没影了 => 年费\n只有一个\n');
  const broken = content.open();
  await broken.knowledge.start();
  expect((await broken.search('没影了')).hits[0]?.articleId).toBe('other');
  expect(broken.knowledge.state.get().problems).toEqual([
    { file: 'synonyms.txt', line: 2, reason: 'a single word has no synonym' },
  ]);
  broken.close();
});
