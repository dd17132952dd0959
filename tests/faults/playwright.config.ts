import { defineConfig } from '@playwright/test';

/** The real app while things break around it. One at a time: processes are killed and times are measured. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  timeout: 300_000,
  expect: { timeout: 30_000 },
  workers: 1,
  // A machine that stops for a second at the wrong moment is tried once more, and the run says so (scripts/README.md).
  retries: 1,
  forbidOnly: true,
  reporter: [['list']],
  outputDir: '../../out/faults/tests',
  globalSetup: './begin-table.ts',
  globalTeardown: './write-table.ts',
});
