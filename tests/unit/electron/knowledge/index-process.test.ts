import { describe, expect, it } from 'vitest';
import { openIndexProcess } from '#electron/knowledge/index/index-client.ts';
import { serveIndexWorker } from '#electron/knowledge/index/index-worker.ts';
import type { EntryBuilder, IndexChild, IndexWords, ReadArticle } from '#electron/knowledge/ports.ts';
import { parseArticle } from '#electron/knowledge/content/parse-article.ts';
import { createManualClock } from '#tests/support/manual-clock.ts';
import { articleText, createTestContent } from './support.ts';

const words: IndexWords = { dictionary: new Map(), polyphones: new Map(), traditional: new Map() };
const read = (id: string, title: string): ReadArticle => ({
  article: parseArticle(articleText(id, title)),
  file: `articles/${id}.md`,
  contentHash: id,
});

/** Both ends in one process; what is said crosses as it does between two, by structured clone. */
function pair() {
  const toWorker = new Set<(message: unknown) => void>();
  const toMain = new Set<(message: unknown) => void>();
  const closed = new Set<() => void>();
  let killed = 0;
  const post =
    (to: Set<(message: unknown) => void>) =>
    (message: unknown): void =>
      queueMicrotask(() => to.forEach((listener) => listener(structuredClone(message))));
  const listen =
    <L>(all: Set<L>) =>
    (listener: L) => {
      all.add(listener);
      return () => void all.delete(listener);
    };
  const child: IndexChild = {
    post: post(toWorker),
    onMessage: listen(toMain),
    onClose: listen(closed),
    kill: () => void (killed += 1),
  };
  return {
    child,
    worker: { post: post(toMain), onMessage: listen(toWorker) },
    die: () => closed.forEach((listener) => listener()),
    killed: () => killed,
  };
}

describe('the index process', () => {
  it('makes an entry of each article, in their order', async () => {
    const { child, worker, killed } = pair();
    serveIndexWorker(worker);
    const builder = openIndexProcess({ clock: createManualClock(0), fork: () => child }, words);
    const [first, second] = await Promise.all([
      builder.build([read('a', '取款机吞卡'), read('b', '年费')]),
      builder.build([read('c', '销户')]),
    ]);
    expect([...first, ...second].map(({ face }) => face.title)).toEqual(['取款机吞卡', '年费', '销户']);
    expect(first[0]?.tokens.names.split(' ')).toContain('tunka');
    builder.dispose();
    expect(killed()).toBe(1);
    await expect(builder.build([read('d', '年费')])).rejects.toThrow('gone');
  });

  it('rejects everything when it dies, and at once after that', async () => {
    const { child, die } = pair();
    const builder = openIndexProcess({ clock: createManualClock(0), fork: () => child }, words);
    const asked = builder.build([read('a', '吞卡')]);
    die();
    await expect(asked).rejects.toThrow('gone');
    await expect(builder.build([read('a', '吞卡')])).rejects.toThrow('gone');
  });

  it('is ended when it says nothing for a minute', async () => {
    const { child, killed } = pair();
    const clock = createManualClock(0);
    const builder = openIndexProcess({ clock, fork: () => child }, words);
    const asked = builder.build([read('a', '吞卡')]);
    clock.advance(60_000);
    await expect(asked).rejects.toThrow('stuck');
    expect(killed()).toBe(1);
  });

  it.each([
    ['nothing', null],
    ['an answer nobody asked for', { type: 'built', id: 7, entries: [] }],
    ['too few entries', { type: 'built', id: 1, entries: [] }],
    ['no list', { type: 'built', id: 1, entries: 'none' }],
  ])('is ended when it says %s', async (_, message) => {
    const { child, worker, killed } = pair();
    const builder = openIndexProcess({ clock: createManualClock(0), fork: () => child }, words);
    const asked = builder.build([read('a', '吞卡')]);
    worker.post(message);
    await expect(asked).rejects.toThrow('sense');
    expect(killed()).toBe(1);
  });
});

describe('an index that cannot be built', () => {
  const dead = (): EntryBuilder => ({
    build: () => Promise.reject(new Error('the index process is gone')),
    dispose: () => undefined,
  });

  it('stays as it was, says so, and is built at the next start', async () => {
    const content = createTestContent();
    content.write('articles/a.md', articleText('a', '吞卡'));
    const first = content.open();
    await first.knowledge.start();
    first.close();

    content.write('polyphones.txt', '还款 huan kuan\n吞卡 tun ka\n');
    content.write('articles/b.md', articleText('b', '年费'));
    const second = content.open({ openBuilder: dead });
    await second.knowledge.start();
    expect(second.knowledge.state.get()).toMatchObject({
      phase: 'ready',
      articleCount: 1,
      problems: [{ file: 'articles', line: 0, reason: 'could not be indexed; the index stays as it was' }],
    });
    expect(await second.titles('吞卡')).toEqual(['吞卡']);
    second.close();

    const third = content.open();
    await third.knowledge.start();
    expect(third.knowledge.state.get()).toMatchObject({ articleCount: 2, problems: [] });
    expect(await third.titles('nf')).toEqual(['年费']);
    third.close();
  });
});
