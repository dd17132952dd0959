import { defineConfig } from '@playwright/test';

/** The real app while things break around it. One at a time: processes are killed and times are measured. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  timeout: 180_000,
  expect: { timeout: 15_000 },
  workers: 1,
  retries: 0,
  forbidOnly: true,
  reporter: [['list']],
  outputDir: '../../out/faults/tests',
  globalSetup: './begin-table.ts',
  globalTeardown: './write-table.ts',
});
