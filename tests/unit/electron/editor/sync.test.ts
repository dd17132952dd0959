import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createContentSync, type ContentSync } from '#electron/editor/sync/content-sync.ts';
import { createFetchText } from '#electron/editor/sync/fetch-text.ts';
import { hashOf } from '#electron/editor/overlay.ts';
import { silentLog } from '#electron/log/log.ts';
import { contentKinds } from '#shared/editor/kinds.ts';
import { contentManifestSchema, manifestItemSchema } from '#shared/editor/manifest.ts';
import { editorBench, good, type EditorBench } from './support.ts';

const contentId = 'account-frozen';
const shipped = readFileSync(`assets/knowledge/articles/${contentId}.md`, 'utf8');
/** Of the section that a test breaks. */
const stepsLine = shipped.split('\n').indexOf('## 步骤') + 1;
const worded = (words: string): string => shipped.replace('冻结分三种', words);

/** A content service on a real socket; the test decides what it has. */
class Service {
  etag = '"one"';
  token: string | null = null;
  down = false;
  readonly files = new Map<string, string>();
  readonly asked: string[] = [];
  items: object[] = [];
  server: Server | null = null;

  put(text: string, more: object = {}, id = contentId): void {
    const path = `articles/${id}.md`;
    this.files.set(path, text);
    this.items = [
      ...this.items.filter((item) => (item as { id: string }).id !== id),
      { kind: 'article', id, path, sha256: hashOf(text), ...more },
    ];
    this.etag = `"${hashOf(JSON.stringify(this.items)).slice(0, 8)}"`;
  }

  answer(request: IncomingMessage): readonly [number, string] {
    const path = (request.url ?? '').replace('/guardline/', '');
    this.asked.push(path);
    if (this.token !== null && request.headers.authorization !== `Bearer ${this.token}`) return [401, ''];
    if (path !== 'manifest.json') {
      const text = this.files.get(path);
      return text === undefined ? [404, ''] : [200, text];
    }
    if (request.headers['if-none-match'] === this.etag) return [304, ''];
    return [200, JSON.stringify({ format: 'guardline-content-1', items: this.items, more: 1 })];
  }

  listen(): Promise<string> {
    this.server = createServer((request, response) => {
      if (this.down) return void request.socket.destroy();
      const [status, body] = this.answer(request);
      response.writeHead(status, { etag: this.etag }).end(body);
    });
    const { server } = this;
    return new Promise((resolve) => {
      server.listen(0, '127.0.0.1', () =>
        resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/guardline`),
      );
    });
  }
}

let bench: EditorBench;
let service: Service;
let sync: ContentSync;
let address: string;
let token: string | null;
beforeEach(async () => {
  bench = editorBench();
  service = new Service();
  token = null;
  address = await service.listen();
  let count = 0;
  sync = createContentSync({
    clock: bench.clock,
    log: silentLog,
    newId: () => `s-${(count += 1)}`,
    repository: bench.repository,
    kinds: bench.kinds,
    fetchText: createFetchText({ clock: bench.clock, ca: () => undefined, token: () => token }),
    address: () => address,
    minutes: () => 15,
    changed: bench.editor.changed,
  });
});
afterEach(async () => {
  sync.dispose();
  await new Promise((resolve) => service.server?.close(resolve));
  bench.db.close();
});
const standing = (): string | undefined => bench.overlay.overlay.get().article.get(`${contentId}.md`)?.read();

describe('the bank’s content service', () => {
  test('what it sends is checked and stands before the file; the same list is not fetched again', async () => {
    service.put(worded('行内口径：冻结分三种'));
    await sync.run();
    expect(standing()).toContain('行内口径');
    expect(sync.state.get()).toMatchObject({ phase: 'idle', trouble: null, items: 1, refused: [] });
    expect(bench.audit()).toEqual(['content.publish']);
    await sync.run();
    expect(service.asked).toEqual(['manifest.json', `articles/${contentId}.md`, 'manifest.json']);
    const sheet = good(await bench.editor.read({ kind: 'article', contentId, versionId: null }));
    expect(sheet.inForce?.source).toBe('service');
  });

  test('asks again by itself after so many minutes', async () => {
    await sync.run();
    service.put(worded('行内口径'));
    const taken = new Promise<void>((resolve) => void bench.editor.onChange(resolve));
    bench.clock.advance(15 * 60_000);
    await taken;
    expect(standing()).toContain('行内口径');
  });

  test('a broken text is refused alone, with its line; the last good one stays', async () => {
    service.put(worded('第一版'));
    await sync.run();
    service.put(worded('第二版').replace('## 步骤', '## 歩骤'));
    service.put(shipped.replace('id: account-frozen', 'id: bank-own-article'), {}, 'bank-own-article');
    await sync.run();
    expect(standing()).toContain('第一版');
    expect(sync.state.get().refused).toMatchObject([{ file: `articles/${contentId}.md`, line: stepsLine }]);
    expect(bench.overlay.overlay.get().article.has('bank-own-article.md')).toBe(true);
    service.put(worded('第三版'));
    await sync.run();
    expect(standing()).toContain('第三版');
    expect(sync.state.get().refused).toEqual([]);
  });

  test('another text than the list names, one that is not there, and one under a wrong id are refused', async () => {
    service.put(worded('甲'), { sha256: 'a'.repeat(64) });
    service.put('---\n', { path: 'articles/gone.md' }, 'gone-one');
    service.files.delete('articles/gone.md');
    service.put(shipped, {}, 'not-its-id');
    await sync.run();
    expect(sync.state.get().refused.map(({ reason }) => reason)).toEqual([
      'is not the text that the list names (sha256)',
      'the service has no such text',
      expect.stringContaining('id “account-frozen” is not “not-its-id”') as string,
    ]);
    expect(standing()).toBeUndefined();
  });

  test('a line that is down, a wrong token and a page that is no list change nothing and are said', async () => {
    service.put(worded('第一版'));
    await sync.run();
    service.down = true;
    await sync.run();
    expect(sync.state.get()).toMatchObject({ trouble: 'unreachable', items: 1 });
    service.down = false;
    service.token = 'secret';
    await sync.run();
    expect(sync.state.get().trouble).toBe('unauthorized');
    token = 'secret';
    service.put(worded('第二版'));
    await sync.run();
    expect(sync.state.get().trouble).toBeNull();
    service.etag = '"other"';
    service.items = [{ kind: 'article', id: '../../etc', path: '../../etc/passwd', sha256: 'x' }];
    await sync.run();
    expect(sync.state.get().trouble).toBe('badAnswer');
    expect(standing()).toContain('第二版');
  });

  test('what it no longer has is withdrawn, and days of effect are obeyed', async () => {
    service.put(worded('第一版'));
    await sync.run();
    service.put(worded('十二月版'), { from: '2026-12-01', to: '2026-12-31' });
    await sync.run();
    expect(standing()).toContain('第一版');
    bench.clock.advance(4 * 86_400_000);
    expect(standing()).toContain('十二月版');
    service.items = [];
    service.etag = '"none"';
    // The first one may be a turn that had begun before.
    await sync.run();
    await sync.run();
    expect(standing()).toBeUndefined();
  });

  test('nothing is asked while no address is set', async () => {
    address = '';
    await sync.run();
    expect(service.asked).toEqual([]);
    expect(sync.state.get().phase).toBe('off');
  });
});

describe('the contract', () => {
  interface Described {
    readonly components: {
      readonly schemas: Readonly<
        Record<
          string,
          {
            readonly properties: Readonly<
              Record<string, { enum?: unknown; pattern?: string; maxItems?: number }>
            >;
            readonly required: readonly string[];
          }
        >
      >;
    };
  }
  const described = parse(readFileSync('shared/editor/openapi.yaml', 'utf8')) as Described;
  const { Item, Manifest } = described.components.schemas;

  test('the document and the checks of the desk speak of the same', () => {
    expect(Object.keys(Item?.properties ?? {})).toEqual(Object.keys(manifestItemSchema.shape));
    expect(Item?.properties['kind']?.enum).toEqual([...contentKinds]);
    expect(Object.keys(Manifest?.properties ?? {})).toEqual(Object.keys(contentManifestSchema.shape));
    const item = { kind: 'article', id: 'a', path: 'articles/a.md', sha256: 'a'.repeat(64) };
    for (const key of Item?.required ?? [])
      expect(manifestItemSchema.safeParse({ ...item, [key]: undefined }).success, key).toBe(false);
    const path = new RegExp(Item?.properties['path']?.pattern ?? '');
    for (const one of [
      'articles/a.md',
      '../a.md',
      'a.md',
      'articles/../../a.md',
      'https://x/a.md',
      'articles/a.exe',
      'A/a.md',
    ])
      expect(manifestItemSchema.safeParse({ ...item, path: one }).success, one).toBe(path.test(one));
  });
});
