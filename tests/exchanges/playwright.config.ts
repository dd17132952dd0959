import { defineConfig } from '@playwright/test';

/** The real desk at a real exchange that somebody has built (README): not a part of `npm test`. */
export default defineConfig({
  testDir: '.',
  testMatch: 'rows.ts',
  timeout: 180_000,
  expect: { timeout: 15_000 },
  workers: 1,
  retries: 0,
  forbidOnly: true,
  reporter: [['list']],
  outputDir: '../../out/exchanges',
  globalSetup: '../interop/begin-table.ts',
  globalTeardown: '../interop/write-table.ts',
});
