import { afterAll, beforeAll, expect, it } from 'vitest';
import { searchOutputSchema } from '#shared/knowledge/contract.ts';
import type { MarkedText } from '#shared/knowledge/contract.ts';
import { awkwardPieces, awkwardString, createRandom } from '#tests/support/awkward-strings.ts';
import { contentDir } from '#tests/eval/knowledge-index.ts';
import { openAt } from './support.ts';
import type { TestKnowledge } from './support.ts';

let desk: TestKnowledge;
beforeAll(async () => {
  desk = openAt(contentDir);
  await desk.knowledge.start();
}, 60_000);
afterAll(() => desk.close());

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
  for (const piece of awkwardPieces) {
    await check(piece);
    await check(`${piece}挂失${piece}`);
    await check(`gs ${piece}`);
  }
});

it('has one for 1,500 random strings of every kind', async () => {
  const random = createRandom(20_251_121);
  for (let round = 0; round < 1500; round += 1) await check(awkwardString(random));
}, 120_000);

it('has one for 10,000 characters', async () => {
  for (const one of ['挂', 'g', '"', '卡丢了', ' ', 'a ', '😀', '1', '挂失 ', '('])
    await check(one.repeat(Math.ceil(10_000 / one.length)));
}, 60_000);
