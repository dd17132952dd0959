import { defineConfig } from 'vitest/config';
import { nativeBinding } from './scripts/lib/native.mjs';

// The encrypted SQLite that runs on this Node: built on first use, so that a single test file can be run by hand.
const binding = await nativeBinding({ napi: Number(process.versions.napi) });

/** Unit, contract and structure tests: plain Node, no Electron. Desk, interop and fault tests have runners of their own. */
export default defineConfig({
  test: {
    include: ['tests/{unit,contract,structure}/**/*.test.{ts,tsx}'],
    environment: 'node',
    pool: 'threads',
    env: binding ? { GUARDLINE_SQLITE_BINDING: binding } : {},
    expect: { requireAssertions: true },
    restoreMocks: true,
    testTimeout: 20_000,
  },
});
