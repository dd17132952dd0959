import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { composeEmbed } from '#electron/compose/embeddings.ts';
import type { Embed } from '#electron/knowledge/meaning/embeddings.ts';
import { askAfterMs, fuse } from '#electron/knowledge/meaning/meaning.ts';
import { settingDefaults } from '#shared/settings/values.ts';
import { createManualClock } from '#tests/support/manual-clock.ts';
import { indexHere } from '#tests/support/index-here.ts';
import { articleText, createTestContent, openAt } from './support.ts';
import type { TestContent, TestKnowledge } from './support.ts';

interface Asked {
  readonly model?: string;
  readonly input: readonly string[];
}

/** What the stub's model knows: rain and umbrella are one thing, cards another. */
const vectorOf = (text: string): number[] =>
  /雨|伞|淋湿/.test(text) ? [3, 0.1, 0] : /卡/.test(text) ? [0, 2, 0.1] : [0, 0, 1];

let server: Server;
let asked: Asked[];
let reply: (body: Asked, response: ServerResponse) => void;
let embed: Embed;
let content: TestContent;
let desk: TestKnowledge;

const inShape = ({ input }: Asked, response: ServerResponse): void => {
  // Last first: the index says which is which.
  const data = input.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text) }));
  response.end(JSON.stringify({ object: 'list', data: data.toReversed(), model: 'stub', usage: {} }));
};

async function bodyOf(request: IncomingMessage): Promise<Asked> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text) as Asked;
}

beforeEach(async () => {
  asked = [];
  reply = inShape;
  server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      asked.push(body);
      expect([request.method, request.url]).toEqual(['POST', '/v1/embeddings']);
      reply(body, response);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const values = {
    ...settingDefaults,
    'knowledge.embeddings.url': `http://127.0.0.1:${port}/v1/embeddings`,
    'knowledge.embeddings.model': 'bank-embed',
  };
  const made = composeEmbed(values, createManualClock(0));
  if (!made) throw new Error('no client for a set address');
  embed = made;
  content = createTestContent();
  content.write('articles/umbrella.md', articleText('umbrella', '网点借伞'));
  content.write('articles/fee.md', articleText('fee', '银行卡年费'));
  desk = openAt(content.folder, undefined, indexHere, embed);
});
afterEach(() => {
  desk.close();
  server.closeAllConnections();
  server.close();
});

const vectorCount = (): unknown => desk.db.prepare('SELECT count(*) FROM knowledge_vector').pluck().get();
async function startAndIndex(): Promise<void> {
  await desk.knowledge.start();
  await vi.waitFor(() => expect(vectorCount()).toBe(2));
}

describe('with an embedding endpoint', () => {
  it('finds by meaning what no word finds, once the endpoint has told', async () => {
    await startAndIndex();
    expect(await desk.search('淋湿')).toMatchObject({ hits: [], meaningPending: true });
    desk.clock.advance(askAfterMs);
    await vi.waitFor(async () =>
      expect(await desk.search('淋湿')).toMatchObject({
        hits: [{ articleId: 'umbrella', matchedBy: 'meaning' }],
        meaningPending: false,
      }),
    );
  });

  it('speaks as /v1/embeddings does, and sends no personal number', async () => {
    await startAndIndex();
    await desk.search('6222021234567890 年费');
    desk.clock.advance(askAfterMs);
    await vi.waitFor(() => expect(asked.at(-1)).toEqual({ model: 'bank-embed', input: [' 年费'] }));
    expect(asked[0]?.input).toHaveLength(2);
  });

  it('asks once nobody types on, not at every key', async () => {
    await startAndIndex();
    const before = asked.length;
    for (const typed of ['年', '年费', '年费怎', '年费怎么']) await desk.search(typed);
    desk.clock.advance(askAfterMs);
    await vi.waitFor(() => expect(asked.slice(before).map(({ input }) => input)).toEqual([['年费怎么']]));
  });

  it('answers by words at once while the endpoint never does', async () => {
    reply = () => undefined;
    await desk.knowledge.start();
    const found = await desk.search('年费');
    expect(found.hits.map((hit) => hit.articleId)).toEqual(['fee']);
    desk.clock.advance(askAfterMs);
    expect((await desk.search('年费')).hits.map((hit) => hit.articleId)).toEqual(['fee']);
  });

  it.each([
    ['an error', (_: Asked, response: ServerResponse) => response.writeHead(500).end('{}')],
    ['no JSON', (_: Asked, response: ServerResponse) => response.end('<html>')],
    ['another shape', (_: Asked, response: ServerResponse) => response.end('{"data":[{"vector":[1]}]}')],
    ['too few', (_: Asked, response: ServerResponse) => response.end('{"data":[]}')],
  ])('keeps to the words when it gets %s', async (_what, broken) => {
    reply = (body, response) => void broken(body, response);
    await desk.knowledge.start();
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(0));
    expect(await embed(['年费'])).toBeNull();
    expect((await desk.search('年费')).hits.map((hit) => hit.articleId)).toEqual(['fee']);
    expect(vectorCount()).toBe(0);
  });

  it('asks anew for an article whose text has changed', async () => {
    await startAndIndex();
    content.write('articles/fee.md', articleText('fee', '下雨天的年费'));
    const again = openAt(content.folder, desk.db.name, indexHere, embed);
    await again.knowledge.start();
    await vi.waitFor(() => expect(asked.at(-1)?.input).toEqual([expect.stringContaining('下雨天')]));
    again.close();
  });
});

it('is off without an address', async () => {
  expect(composeEmbed(settingDefaults, createManualClock(0))).toBeUndefined();
  const off = content.open();
  await off.knowledge.start();
  expect(await off.search('年费')).toMatchObject({ meaningPending: false, hits: [{ articleId: 'fee' }] });
  off.close();
});

it('joins two lists by reciprocal rank, the first before the second where they tie', () => {
  expect(fuse(['a', 'b', 'c'], ['c', 'x'])).toEqual(['c', 'a', 'b', 'x']);
  expect(fuse(['a'], [])).toEqual(['a']);
  expect(fuse([], ['m'])).toEqual(['m']);
});
