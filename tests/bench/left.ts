import type { ElectronApplication, Page } from '@playwright/test';
import { snapshotOfMain, type Snapshot } from './heap.ts';

/**
 * What is still there of calls, counted where it lives: in SIP.js's own tables in main, and as objects of the browser in the media
 * window. The product has nothing for it: main is read through Node's inspector, the window through the debugger.
 */
export type Left = Readonly<Record<string, number>>;

/** The tables of a user agent and of its core, and the line's own map of calls, out of the closure that has it. */
export async function leftInMain(
  app: ElectronApplication,
): Promise<{ readonly left: Left; readonly snapshot: Snapshot }> {
  const snapshot = await snapshotOfMain(app);
  const ids = { core: snapshot.idsOf('UserAgentCore'), agent: snapshot.idsOf('UserAgent') };
  const left = await app.evaluate(async (_electron, heap) => {
    type Session = InstanceType<typeof import('node:inspector/promises').Session>;
    const session = Reflect.get(globalThis, 'guardlineInspector') as Session;
    interface Remote {
      readonly objectId?: string;
      readonly value?: unknown;
    }
    interface Properties {
      readonly result: readonly { readonly name: string; readonly value?: Remote }[];
      readonly internalProperties?: readonly { readonly name: string; readonly value?: Remote }[];
    }
    const call = async (objectId: string, body: string): Promise<Remote> => {
      const asked = { objectId, functionDeclaration: `function () { ${body} }`, returnByValue: false };
      const { result } = (await session.post('Runtime.callFunctionOn', asked)) as never as { result: Remote };
      return result;
    };
    const properties = async (objectId: string): Promise<Properties> =>
      (await session.post('Runtime.getProperties', { objectId, ownProperties: true })) as never;
    const objectOf = async (id: number): Promise<string | null> => {
      const asked = { objectId: String(id) };
      const found = await session.post('HeapProfiler.getObjectByHeapObjectId', asked).catch(() => null);
      return (found as { result: Remote } | null)?.result.objectId ?? null;
    };
    const sums: Record<string, number> = {};
    const add = (what: string, times: number): void => void (sums[what] = (sums[what] ?? 0) + times);
    const sizes = async (id: number, tables: Record<string, string>): Promise<string | null> => {
      const objectId = await objectOf(id);
      if (objectId === null) return null;
      for (const [what, table] of Object.entries(tables)) {
        const { value } = await call(
          objectId,
          `const one = this.${table}; return one === undefined ? -1 : (one.size ?? Object.keys(one).length)`,
        );
        // A class of this name that is another's: SIP.js has the table.
        if (value === -1) return null;
        add(what, Number(value));
      }
      return objectId;
    };
    for (const id of heap.core)
      if (
        (await sizes(id, {
          'SIP dialogs': 'dialogs',
          'SIP client transactions': 'userAgentClients',
          'SIP server transactions': 'userAgentServers',
          'SIP subscribers': 'subscribers',
        })) !== null
      )
        add('user agent cores', 1);
    for (const id of heap.agent) {
      const tables = {
        'SIP sessions': '_sessions',
        'SIP subscriptions': '_subscriptions',
        'SIP publications': '_publishers',
      };
      const objectId = await sizes(id, tables);
      if (objectId === null) continue;
      add('user agents', 1);
      const factory = await call(objectId, 'return this.options.sessionDescriptionHandlerFactory');
      const { internalProperties = [] } = await properties(factory.objectId ?? '');
      const scopes = internalProperties.find(({ name }) => name === '[[Scopes]]')?.value?.objectId;
      for (const scope of scopes === undefined ? [] : (await properties(scopes)).result)
        for (const { name, value } of (await properties(scope.value?.objectId ?? '')).result)
          if (name === 'calls' && value?.objectId !== undefined)
            add('calls of the line', Number((await call(value.objectId, 'return this.size')).value));
    }
    session.disconnect();
    Reflect.deleteProperty(globalThis, 'guardlineInspector');
    return sums;
  }, ids);
  return { left, snapshot };
}

/** Objects of the browser that are alive in a window after a collection, and what the engine itself counts. */
export async function leftInWindow(page: Page, classes: Readonly<Record<string, string>>): Promise<Left> {
  const session = await page.context().newCDPSession(page);
  const left: Record<string, number> = {};
  for (const [what, expression] of Object.entries(classes)) {
    const [className = '', filter = ''] = expression.split('|');
    const prototype = await session.send('Runtime.evaluate', { expression: `${className}.prototype` });
    const { objectId } = prototype.result;
    if (objectId === undefined) continue;
    const { objects } = await session.send('Runtime.queryObjects', { prototypeObjectId: objectId });
    const { result } = await session.send('Runtime.callFunctionOn', {
      objectId: objects.objectId ?? '',
      functionDeclaration: `function () { return this.filter((one) => ${filter === '' ? 'true' : filter}).length }`,
      returnByValue: true,
    });
    left[what] = Number(result.value);
    await session.send('Runtime.releaseObject', { objectId: objects.objectId ?? '' });
  }
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  const counted = { JSEventListeners: 'event listeners', Nodes: 'nodes', WorkerGlobalScopes: 'workers' };
  for (const { name, value } of metrics) {
    const what = counted[name as keyof typeof counted] as string | undefined;
    if (what !== undefined) left[what] = value;
  }
  await session.detach();
  return left;
}

/** Of the media window: what a call takes there. */
export const mediaClasses = {
  'peer connections': "RTCPeerConnection|one.connectionState !== 'closed'",
  'peer connections, closed ones too': 'RTCPeerConnection',
  frames: 'HTMLIFrameElement',
  'media tracks, live': "MediaStreamTrack|one.readyState === 'live'",
  'media tracks': 'MediaStreamTrack',
  'media streams': 'MediaStream',
  'data channels': 'RTCDataChannel',
  'audio elements': 'HTMLMediaElement',
};
