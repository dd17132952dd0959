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

/** Objects and closures by name. Their number, not their size: what is left over after each call is what leaks. */
function count(text: string): Census {
  const { snapshot, nodes, strings } = JSON.parse(text) as HeapSnapshot;
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [typeAt, nameAt] = [fields.indexOf('type'), fields.indexOf('name')];
  const kinds = types[typeAt] as readonly string[];
  const counted = new Map<string, number>();
  for (let at = 0; at < nodes.length; at += fields.length) {
    const kind = kinds[nodes[at + typeAt] ?? 0];
    if (kind !== 'object' && kind !== 'native') continue;
    const name = strings[nodes[at + nameAt] ?? 0] ?? '';
    counted.set(name, (counted.get(name) ?? 0) + 1);
  }
  return counted;
}

/** Collects garbage in a window; answers MB of its JavaScript heap in use. */
export async function usedInWindow(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 2 ** 20;
}

/** Collects garbage in main; answers MB of its JavaScript heap in use. */
export async function usedInMain(app: ElectronApplication): Promise<number> {
  const bytes = await app.evaluate(async () => {
    const { Session } = process.getBuiltinModule('node:inspector/promises');
    const session = new Session();
    session.connect();
    await session.post('HeapProfiler.collectGarbage');
    session.disconnect();
    return process.memoryUsage().heapUsed;
  });
  return bytes / 2 ** 20;
}

/** Of a window, by the debugger's protocol. Costs memory itself: measure before. */
export async function censusOfWindow(page: Page): Promise<Census> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => void chunks.push(chunk));
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return count(chunks.join(''));
}

/** Of main, by Node's own inspector. Costs memory itself: measure before. */
export async function censusOfMain(app: ElectronApplication): Promise<Census> {
  await bearNames(app);
  const text = await app.evaluate(async () => {
    const { Session } = process.getBuiltinModule('node:inspector/promises');
    const session = new Session();
    session.connect();
    const chunks: string[] = [];
    session.on('HeapProfiler.addHeapSnapshotChunk', ({ params }) => void chunks.push(params.chunk));
    await session.post('HeapProfiler.takeHeapSnapshot');
    session.disconnect();
    return chunks.join('');
  });
  return count(text);
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
