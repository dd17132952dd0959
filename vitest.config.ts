import { defineConfig } from 'vitest/config';

/** Unit and contract tests: plain Node, no Electron. Desk, interop and fault tests have runners of their own. */
export default defineConfig({
  test: {
    include: ['tests/unit/**/*.test.{ts,tsx}', 'tests/contract/**/*.test.ts'],
    environment: 'node',
    pool: 'threads',
    expect: { requireAssertions: true },
    restoreMocks: true,
    testTimeout: 20_000,
  },
});
