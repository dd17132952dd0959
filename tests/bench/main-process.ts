import type { ElectronApplication } from '@playwright/test';

/** tsx marks functions with their names; what is sent into another process must find the marker there. */
export const bearNames = (app: ElectronApplication): Promise<unknown> =>
  app.evaluate('globalThis.__name = (named) => named');

/** When main had a command of the desk, and when a request of its own left it. Epoch milliseconds. */
export interface MainTimes {
  forget(): Promise<void>;
  timesOf(
    command: string,
    path: string,
  ): Promise<{
    readonly heardAt: number | null;
    readonly servedAt: number | null;
    readonly wireAt: number | null;
  }>;
  dispose(): Promise<void>;
}

/**
 * Puts a listener of the bench beside the desk's own on the command channel, and one on Node's diagnostics channel: the
 * product is not changed and does not know. Where Electron keeps its handlers elsewhere the parts are simply not measured.
 */
export async function watchMain(app: ElectronApplication): Promise<MainTimes> {
  await bearNames(app);
  await app.evaluate(({ ipcMain }) => {
    const epoch = (): number => performance.timeOrigin + performance.now();
    const seen: { kind: string; name: string; at: number }[] = [];
    const handlers = Reflect.get(ipcMain, '_invokeHandlers') as
      Map<string, (...args: unknown[]) => Promise<unknown>> | undefined;
    const channel = 'guardline:command';
    const real = handlers?.get(channel);
    if (handlers !== undefined && real !== undefined) {
      handlers.set(channel, async (event, ...args) => {
        seen.push({ kind: 'heard', name: String(args[0]), at: epoch() });
        const answer = await real(event, ...args);
        seen.push({ kind: 'served', name: String(args[0]), at: epoch() });
        return answer;
      });
    }
    const diagnostics = process.getBuiltinModule('node:diagnostics_channel');
    const onRequest = (message: unknown): void => {
      const { request } = message as { request: { path: string } };
      seen.push({ kind: 'wire', name: request.path, at: epoch() });
    };
    diagnostics.subscribe('http.client.request.start', onRequest);
    Reflect.set(globalThis, 'guardlineBench', {
      seen,
      dispose() {
        if (handlers !== undefined && real !== undefined) handlers.set(channel, real);
        diagnostics.unsubscribe('http.client.request.start', onRequest);
      },
    });
  });
  interface Probe {
    readonly seen: { kind: string; name: string; at: number }[];
    dispose(): void;
  }
  return {
    forget: () =>
      app.evaluate(() => {
        (Reflect.get(globalThis, 'guardlineBench') as Probe).seen.length = 0;
      }),
    timesOf: (command, path) =>
      app.evaluate(
        (_, [name, way]) => {
          const { seen } = Reflect.get(globalThis, 'guardlineBench') as Probe;
          const at = (kind: string, what: string): number | null =>
            seen.find((one) => one.kind === kind && one.name.startsWith(what))?.at ?? null;
          return { heardAt: at('heard', name), servedAt: at('served', name), wireAt: at('wire', way) };
        },
        [command, path] as const,
      ),
    dispose: () =>
      app.evaluate(() => {
        (Reflect.get(globalThis, 'guardlineBench') as Probe).dispose();
      }),
  };
}
