// Kills the hold's outbox at random moments against a core that misbehaves, and counts what became of every click.
//   npm run faults:hold                       500 kills, a new seed (printed)
//   npm run faults:hold -- --seed 42          the same choices again
//   npm run faults:hold -- --kills 2000       longer
// The table lands in out/faults-hold/table.md. Ends with 1 when anything was lost, doubled or shown without a receipt.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { nativeBinding } from './lib/native.mjs';

/** @param {string} path */
const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const binding = await nativeBinding({ napi: Number(process.versions.napi) });
const { status } = spawnSync(
  process.execPath,
  ['--import', 'tsx', at('tests/kills/run.ts'), ...process.argv.slice(2)],
  {
    stdio: 'inherit',
    cwd: at('.'),
    env: {
      ...process.env,
      TSX_TSCONFIG_PATH: at('tests/support/run-tsconfig.json'),
      ...(binding ? { GUARDLINE_SQLITE_BINDING: binding } : {}),
    },
  },
);
process.exit(status ?? 1);
