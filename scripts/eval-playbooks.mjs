// Runs labelled call sketches through the ranking and the risk tables, as the desk would, and prints how often they are right.
//   npm run eval:playbooks                          the sets in assets/playbooks/eval
//   npm run eval:playbooks -- --set FILE            another set (may be given several times)
//   npm run eval:playbooks -- --folds 5             also: settings chosen on four parts, judged on the fifth
//   npm run eval:playbooks -- --noise 5             also: each call five times with a cue lost and a common one added
// FILE: JSON Lines, one call a line: id, caller {age, flags}, amount, account [], heard [], label, tier.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** @param {string} path */
const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const { status } = spawnSync(
  process.execPath,
  ['--import', 'tsx', at('tests/eval/playbooks.ts'), ...process.argv.slice(2)],
  { stdio: 'inherit', env: { ...process.env, TSX_TSCONFIG_PATH: at('tests/support/run-tsconfig.json') } },
);
process.exit(status ?? 1);
