// Walks the hash chain of an audit and says whether it is whole; a broken one is refused with the entry named.
//   npm run audit:verify -- FILE       an export (audit-….jsonl; a team lead makes one from the command palette)
//   npm run audit:verify -- FOLDER     the desk's data folder: the store itself, and the exports in it. Its passphrase is taken from
//                                      GUARDLINE_PASSPHRASE or asked for; a key that the system keeps is opened by the desk alone.
// Ends with 1 when anything does not hold, with 2 when it cannot be read.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { nativeBinding } from './lib/native.mjs';

/** @param {string} path */
const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const binding = await nativeBinding({ napi: Number(process.versions.napi) });
const { status } = spawnSync(
  process.execPath,
  ['--import', 'tsx', at('tests/eval/audit-verify.ts'), ...process.argv.slice(2)],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      TSX_TSCONFIG_PATH: at('tests/support/run-tsconfig.json'),
      ...(binding ? { GUARDLINE_SQLITE_BINDING: binding } : {}),
    },
  },
);
process.exit(status ?? 2);
