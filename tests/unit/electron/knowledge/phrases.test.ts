import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { syllablesOf } from '#electron/knowledge/search/phrases.ts';
import { articleText, createTestContent } from './support.ts';
import type { TestKnowledge } from './support.ts';

let desk: TestKnowledge;

beforeAll(async () => {
  const content = createTestContent();
  const add = (id: string, zh: string, front: readonly string[] = []): void =>
    content.write(`articles/${id}.md`, articleText(id, zh, { front: [...front] }));
  add('overpaid', '信用卡溢缴款', ['asked: [多还了, 还多了想退, paid twice by mistake]']);
  add('repay', '信用卡还款方式', ['asked: [怎么还的]']);
  add('swallowed', '取款机吞卡', ['asked: [卡进去就没出来]']);
  desk = content.open();
  await desk.knowledge.start();
});
afterAll(() => desk.close());

describe('ways to ask', () => {
  it.each([
    ['多还了', '信用卡溢缴款'],
    ['我还多了', '信用卡溢缴款'],
    ['i paid twice', '信用卡溢缴款'],
    ['卡进去没出来怎么办', '取款机吞卡'],
    ['怎么还的', '信用卡还款方式'],
  ])('%s finds %s first', async (query, title) => {
    expect((await desk.titles(query))[0]).toBe(title);
  });

  it('have nothing for what nobody asks', async () => {
    expect(await desk.titles('琥珀')).toEqual([]);
  });
});

describe('letters', () => {
  const known = new Set(['wei', 'xin', 'bang', 'ka', 'xi', 'an', 'xian']);

  it.each([
    ['weixinbangka', ['wei', 'xin', 'bang', 'ka']],
    ['weixinb', ['wei', 'xin']],
    ['xian', undefined],
    ['wxbk', undefined],
  ])('%s are the syllables %s', (letters, syllables) => {
    expect(syllablesOf(letters, known)).toEqual(syllables);
  });
});
