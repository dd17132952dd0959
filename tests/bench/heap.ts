import type { ElectronApplication, Page } from '@playwright/test';
import { bearNames } from './main-process.ts';

/** Live objects by the name of their class, after a collection. */
export type Census = ReadonlyMap<string, number>;

interface HeapSnapshot {
  readonly snapshot: {
    readonly meta: { readonly node_fields: readonly string[]; readonly node_types: readonly unknown[] };
  };
  readonly nodes: readonly number[];
  readonly strings: readonly string[];
}

interface Node {
  readonly kind: string;
  readonly name: string;
  readonly id: number;
  readonly bytes: number;
}

function* nodesOf(text: string): Generator<Node> {
  const { snapshot, nodes, strings } = JSON.parse(text) as HeapSnapshot;
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const at = (field: string): number => fields.indexOf(field);
  const [typeAt, nameAt, idAt, sizeAt] = [at('type'), at('name'), at('id'), at('self_size')];
  const kinds = types[typeAt] as readonly string[];
  for (let from = 0; from < nodes.length; from += fields.length)
    yield {
      kind: kinds[nodes[from + typeAt] ?? 0] ?? '',
      name: strings[nodes[from + nameAt] ?? 0] ?? '',
      id: nodes[from + idAt] ?? 0,
      bytes: nodes[from + sizeAt] ?? 0,
    };
}

/** Objects and closures by name. Their number, not their size: what is left over after each call is what leaks. */
function count(text: string): Census {
  const counted = new Map<string, number>();
  for (const { kind, name } of nodesOf(text)) {
    if (kind !== 'object' && kind !== 'native' && kind !== 'closure') continue;
    const what = kind === 'closure' ? `${name}()` : name;
    counted.set(what, (counted.get(what) ?? 0) + 1);
  }
  return counted;
}

/** MB by the kind of what lies in the heap: V8's own words (code, object, string, closure …). */
export type Kinds = ReadonlyMap<string, number>;

function sizes(text: string): Kinds {
  const summed = new Map<string, number>();
  for (const { kind, bytes } of nodesOf(text)) summed.set(kind, (summed.get(kind) ?? 0) + bytes / 2 ** 20);
  return summed;
}

export interface Snapshot {
  readonly census: Census;
  readonly kinds: Kinds;
  /** Heap ids of the objects of these classes. */
  idsOf(className: string): readonly number[];
}

const snapshotOf = (text: string): Snapshot => ({
  census: count(text),
  kinds: sizes(text),
  idsOf: (className) =>
    [...nodesOf(text)]
      .filter(({ kind, name }) => kind === 'object' && name === className)
      .map(({ id }) => id),
});

/** V8 lets go of compiled code that was not run in so many collections: what is asked once and never again is such. */
const collections = 8;

/** Collects garbage in a window; answers MB of its JavaScript heap in use. */
export async function usedInWindow(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  for (let turn = 0; turn < collections; turn += 1) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 2 ** 20;
}

/** Collects garbage in main; answers MB of its JavaScript heap in use. */
export async function usedInMain(app: ElectronApplication): Promise<number> {
  const bytes = await app.evaluate(async (_electron, times) => {
    const { Session } = process.getBuiltinModule('node:inspector/promises');
    const session = new Session();
    session.connect();
    for (let turn = 0; turn < times; turn += 1) await session.post('HeapProfiler.collectGarbage');
    session.disconnect();
    return process.memoryUsage().heapUsed;
  }, collections);
  return bytes / 2 ** 20;
}

/** Of a window, by the debugger's protocol. Costs memory itself: measure before. */
export async function snapshotOfWindow(page: Page): Promise<Snapshot> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => void chunks.push(chunk));
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return snapshotOf(chunks.join(''));
}

/**
 * Of main, by Node's own inspector. Costs memory itself: measure before. The ids in it are good for as long as the session that took it:
 * that is left at `guardlineInspector` for whoever asks on, who ends it.
 */
export async function snapshotOfMain(app: ElectronApplication): Promise<Snapshot> {
  await bearNames(app);
  const text = await app.evaluate(async () => {
    const { Session } = process.getBuiltinModule('node:inspector/promises');
    const session = new Session();
    session.connect();
    const chunks: string[] = [];
    session.on('HeapProfiler.addHeapSnapshotChunk', ({ params }) => void chunks.push(params.chunk));
    await session.post('HeapProfiler.takeHeapSnapshot');
    Reflect.set(globalThis, 'guardlineInspector', session);
    return chunks.join('');
  });
  return snapshotOf(text);
}

export interface Growth {
  readonly name: string;
  readonly before: number;
  readonly after: number;
}

/** Classes of which there are more by at least one for every second call. */
export function grown(before: Census, after: Census, calls: number): readonly Growth[] {
  return [...after]
    .map(([name, now]) => ({ name, before: before.get(name) ?? 0, after: now }))
    .filter((one) => one.after - one.before >= Math.max(3, calls / 2))
    .toSorted((a, b) => b.after - b.before - (a.after - a.before));
}
