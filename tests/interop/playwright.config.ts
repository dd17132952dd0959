import { defineConfig } from '@playwright/test';

/** Real SIP peers, one set of servers at a time: no parallel files. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../../out/interop/results',
  workers: 1,
  // A machine that stops for a second at the wrong moment is tried once more, and the run says so (scripts/README.md).
  retries: 1,
  fullyParallel: false,
  timeout: 240_000,
  expect: { timeout: 30_000 },
  globalSetup: './begin-table.ts',
  globalTeardown: './write-table.ts',
});
