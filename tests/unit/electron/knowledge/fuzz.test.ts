import { afterAll, beforeAll, expect, it } from 'vitest';
import { searchOutputSchema } from '#shared/knowledge/contract.ts';
import type { MarkedText } from '#shared/knowledge/contract.ts';
import { contentDir } from '#tests/eval/knowledge-index.ts';
import { openAt } from './support.ts';
import type { TestKnowledge } from './support.ts';

let desk: TestKnowledge;
beforeAll(async () => {
  desk = openAt(contentDir);
  await desk.knowledge.start();
}, 60_000);
afterAll(() => desk.close());

/** The same strings at every run (mulberry32). */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const pieces = [
  ...[
    'AND',
    'OR',
    'NOT',
    'NEAR(',
    'NEAR(a b, 5)',
    'title:',
    '{title} :',
    '^',
    '*',
    '"',
    "'",
    '""',
    '(',
    ')',
    '-',
    '+',
    ':',
    ';',
    '--',
    '/*',
  ],
  ...[
    '\\',
    '%',
    '_',
    '`',
    '\0',
    '\u0001',
    '\n',
    '\t',
    '\u3000',
    '\u200b',
    '\u202e',
    '\ufeff',
    '\ue000',
    '\ud83d',
    '\udc00',
    '😀',
    '👨‍👩‍👧',
    '🇨🇳',
  ],
  ...[
    '挂失',
    '挂',
    '的',
    '怎么',
    '額',
    '龘',
    '㐂',
    '𠮷',
    '卡丢了',
    'gs',
    'guashi',
    'g',
    'lost card',
    'the',
    'É',
    'ﬁ',
    'İ',
    'ß',
    'ＡＴＭ',
    '１２',
    '12378',
    '0',
    '-1',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'null',
    '<b>',
    '&amp;',
    '${a}',
    '../..',
    'DROP TABLE knowledge_article',
    'é',
    'นี่',
    'ыа',
    'عربي',
    'カード',
    '카드',
  ],
];

const isSound = ({ text, highlights }: MarkedText): boolean =>
  highlights.every(
    ({ start, end }, at) => start < end && end <= text.length && start >= (highlights[at - 1]?.end ?? 0),
  );

async function check(query: string): Promise<void> {
  const found = await desk.search(query);
  expect(searchOutputSchema.safeParse(found).error).toBeUndefined();
  for (const hit of found.hits)
    expect([hit.title.zh, hit.title.en, hit.snippet].every(isSound), JSON.stringify(query)).toBe(true);
}

it('has an answer of the agreed shape for each awkward string', async () => {
  for (const piece of pieces) {
    await check(piece);
    await check(`${piece}挂失${piece}`);
    await check(`gs ${piece}`);
  }
});

it('has one for 1,000 random mixtures of them', async () => {
  const random = createRandom(20_251_121);
  for (let round = 0; round < 1000; round += 1) {
    const length = 1 + random(12);
    await check(Array.from({ length }, () => pieces[random(pieces.length)]).join(random(2) ? '' : ' '));
  }
}, 120_000);

it('has one for random UTF-16 and for 10,000 characters', async () => {
  const random = createRandom(7);
  for (let round = 0; round < 500; round += 1)
    await check(Array.from({ length: 1 + random(40) }, () => String.fromCharCode(random(0x10000))).join(''));
  for (const one of ['挂', 'g', '"', '卡丢了', ' ', 'a ', '😀', '1', '挂失 ', '('])
    await check(one.repeat(Math.ceil(10_000 / one.length)));
}, 60_000);
