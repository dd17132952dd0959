import { createServer, type AddressInfo } from 'node:net';
import { readdirSync, readFileSync } from 'node:fs';
import { type Browser, chromium, expect, type Page } from '@playwright/test';
import type { DeskBridge } from '#shared/contract/index.ts';
import { processTree } from './desk-life.ts';

/** A desk that nobody started: it came by itself after its predecessor was killed. */
export interface RisenDesk {
  readonly page: Page;
  readonly pid: number;
  ask<T>(topic: Parameters<DeskBridge['ask']>[0]): Promise<T>;
  send(name: Parameters<DeskBridge['send']>[0], input: unknown): Promise<unknown>;
  /** Ends it as a person would: by closing. */
  close(): Promise<void>;
}

/** A port that the desk opens for the debugger, in both its lives. */
export async function debuggerPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((done) => server.close(() => done()));
  return port;
}

/** The process that waits for the end of `pid`, by its own command line. Linux only. */
export function standbyOf(pid: number): number | null {
  const mark = `--standby=${pid}`;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // Chromium writes its own line over it, with spaces.
      const words = readFileSync(`/proc/${name}/cmdline`, 'utf8').split(/[\0 ]/);
      if (words.includes(mark) && !words.some((one) => one.startsWith('--type='))) return Number(name);
    } catch {
      // It has ended meanwhile.
    }
  }
  return null;
}

/** Memory that is only this process's and its children's, KiB (PSS of smaps_rollup). */
export function ownMemoryKib(pid: number): number {
  return processTree(pid)
    .map((one) => {
      try {
        const rollup = readFileSync(`/proc/${one}/smaps_rollup`, 'utf8');
        return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
      } catch {
        return 0;
      }
    })
    .reduce((sum, one) => sum + one, 0);
}

export async function risenDesk(port: number, pid: number): Promise<RisenDesk> {
  let browser: Browser | undefined;
  await expect
    .poll(
      async () => {
        browser ??= await chromium.connectOverCDP(`http://127.0.0.1:${port}`).catch(() => undefined);
        return browser !== undefined;
      },
      { timeout: 30_000, intervals: [50] },
    )
    .toBe(true);
  const pages = (): Page[] => browser?.contexts().flatMap((one) => one.pages()) ?? [];
  const isDesk = (page: Page): boolean =>
    page.url().endsWith('/index.html') && !page.url().includes('/media/');
  await expect.poll(() => pages().some(isDesk), { timeout: 20_000, intervals: [50] }).toBe(true);
  const page = pages().find(isDesk);
  if (page === undefined) throw new Error('no desk window');
  return {
    page,
    pid,
    ask: async (topic) => {
      const { snapshot } = await page.evaluate(
        (name) => (window as never as { guardline: DeskBridge }).guardline.ask(name as never),
        topic,
      );
      return snapshot as never;
    },
    send: (name, input) =>
      page.evaluate(
        ([command, value]) =>
          (window as never as { guardline: DeskBridge }).guardline.send(command as never, value as never),
        [name, input] as const,
      ),
    async close() {
      process.kill(pid, 'SIGTERM');
      await expect
        .poll(() => {
          try {
            process.kill(pid, 0);
            return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
          } catch {
            return true;
          }
        })
        .toBe(true);
      await browser?.close().catch(() => undefined);
    },
  };
}
