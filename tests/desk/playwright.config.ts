import { defineConfig } from '@playwright/test';

/** The real app, one at a time: two cores, and audio is measured. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  timeout: 90_000,
  expect: { timeout: 10_000 },
  workers: 1,
  retries: 0,
  forbidOnly: true,
  reporter: [['list']],
  outputDir: '../../out/desk-tests',
});
