import { defineConfig } from '@playwright/test';

/** The real app, one at a time: two cores, and audio is measured. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  timeout: 240_000,
  expect: { timeout: 30_000 },
  workers: 1,
  // A machine that stops for a second at the wrong moment is tried once more, and the run says so (scripts/README.md).
  retries: 1,
  forbidOnly: true,
  reporter: [['list']],
  outputDir: '../../out/desk-tests',
});
