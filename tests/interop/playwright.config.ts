import { defineConfig } from '@playwright/test';

/** Real SIP peers, one set of servers at a time: no parallel files. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../../out/interop/results',
  workers: 1,
  fullyParallel: false,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  globalSetup: './begin-table.ts',
  globalTeardown: './write-table.ts',
});
