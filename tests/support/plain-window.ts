import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron as electron, type Page } from '@playwright/test';

export interface PlainWindows {
  readonly pages: readonly Page[];
  close(): Promise<void>;
}

const isRoot = process.getuid?.() === 0;

/** Windows of the Chromium that the desk runs in, with nothing of the product in them: whatever page is loaded. */
export async function openPlainWindows(count: number): Promise<PlainWindows> {
  const folder = mkdtempSync(join(tmpdir(), 'guardline-plain-'));
  const executablePath = process.env.ELECTRON_BIN;
  const app = await electron.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      ...(isRoot ? ['--no-sandbox'] : []),
      join(import.meta.dirname, 'far-end'),
      `--user-data-dir=${folder}`,
    ],
    chromiumSandbox: !isRoot,
  });
  const pages = [await app.firstWindow()];
  while (pages.length < count) {
    const [page] = await Promise.all([
      app.waitForEvent('window'),
      app.evaluate(({ BrowserWindow }) => {
        void new BrowserWindow({ webPreferences: { backgroundThrottling: false } }).loadURL('about:blank');
      }),
    ]);
    pages.push(page);
  }
  return {
    pages,
    async close() {
      await app.close().catch(() => undefined);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
