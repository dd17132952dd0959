import { createServer, type AddressInfo } from 'node:net';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, expect, type Page } from '@playwright/test';
import { type DeskHand, deskHand } from './desk-hand.ts';
import { processTree } from './desk-life.ts';

/** A desk that nobody started: it came by itself after its predecessor was killed. */
export interface RisenDesk extends DeskHand {
  readonly page: Page;
  readonly pid: number;
  /** Its hidden window, once that is there. */
  media(): Promise<Page>;
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

/** The waiting process of this desk, once it has read what it will need for the call that is up: its memory stands still. */
export async function waitingFor(
  pid: number,
): Promise<{ readonly standby: number; readonly memoryKib: number }> {
  await expect.poll(() => standbyOf(pid), { timeout: 30_000 }).not.toBeNull();
  const standby = standbyOf(pid) ?? 0;
  let before = 0;
  const stands = (): boolean => {
    const now = ownMemoryKib(standby);
    const same = now > 0 && Math.abs(now - before) < 256;
    before = now;
    return same;
  };
  await expect.poll(stands, { timeout: 30_000, intervals: [750] }).toBe(true);
  return { standby, memoryKib: before };
}

/** What took how long on its way back, in its own words: milliseconds from the death to each step, out of its log. */
export async function wayBackOf(dataFolder: string): Promise<string> {
  const folder = join(dataFolder, 'logs');
  const find = (): string | undefined =>
    readdirSync(folder)
      .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
      .findLast((line) => line.includes('"way back after a death"'));
  await expect.poll(find, { timeout: 30_000 }).toBeDefined();
  const { fields } = JSON.parse(find() ?? '{}') as { fields: Record<string, number> };
  return Object.entries(fields)
    .map(([step, ms]) => `${step} ${ms}`)
    .join(', ');
}

export async function risenDesk(port: number, pid: number): Promise<RisenDesk> {
  let browser: Browser | undefined;
  // Playwright does not find a window that had nothing in it when it came: the desk's is there before its page.
  await expect
    .poll(
      () =>
        fetch(`http://127.0.0.1:${port}/json/list`).then(
          (answer) => answer.text(),
          () => '',
        ),
      { timeout: 30_000, intervals: [50] },
    )
    .toMatch(/"url": "[^"]*app\/index\.html"/);
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
  await expect.poll(() => pages().some(isDesk), { timeout: 30_000, intervals: [50] }).toBe(true);
  const page = pages().find(isDesk);
  if (page === undefined) throw new Error('no desk window');
  return {
    page,
    pid,
    async media() {
      const isMedia = (one: Page): boolean => one.url().includes('/media/');
      await expect.poll(() => pages().some(isMedia), { timeout: 30_000, intervals: [50] }).toBe(true);
      return pages().find(isMedia) as Page;
    },
    ...deskHand(page),
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
