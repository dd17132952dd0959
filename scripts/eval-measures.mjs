// Runs generated calls with known truth through the audio measures and prints how exact they are.
//   npm run eval:measures                 12 questions and answers in each condition
//   npm run eval:measures -- --turns 60   more of them
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** @param {string} path */
const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const { status } = spawnSync(
  process.execPath,
  ['--import', 'tsx', at('tests/eval/measures.ts'), ...process.argv.slice(2)],
  { stdio: 'inherit', env: { ...process.env, TSX_TSCONFIG_PATH: at('tests/support/run-tsconfig.json') } },
);
process.exit(status ?? 1);
