// Runs labelled queries through the real index and prints how often the right article is among the first three.
//   npm run eval:knowledge -- --set FILE      (default: assets/knowledge/eval/queries.jsonl)
//   npm run eval:knowledge -- --compare       the same articles and queries through MiniSearch and FlexSearch, as a table
//   npm run fuzz:knowledge -- --rounds 100000  awkward strings; prints how many were asked and what broke
// FILE: JSON Lines, {"q":"gs","expect":["挂失"]}; a hit is a title among the first three that contains one of the words.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** @param {string} path */
const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
// The compiler's settings name the types of the database module; what runs needs the module itself.
/** @type {Record<string, string | undefined>} */
const env = { ...process.env, TSX_TSCONFIG_PATH: at('tests/support/run-tsconfig.json') };

// The database module needs a build of its own on this Node; scripts/env.mjs makes it once and says where it is.
if (!env.GUARDLINE_SQLITE_BINDING) {
  const said = spawnSync(process.execPath, [at('scripts/env.mjs')], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  env.GUARDLINE_SQLITE_BINDING = /^export GUARDLINE_SQLITE_BINDING='(.*)'$/m.exec(said.stdout)?.[1];
}

const asked = process.argv.slice(2);
const program = asked[0] === '--fuzz' ? 'knowledge-fuzz.ts' : 'knowledge.ts';
const { status } = spawnSync(
  process.execPath,
  ['--import', 'tsx', at(`tests/eval/${program}`), ...asked.filter((one) => one !== '--fuzz')],
  { stdio: 'inherit', env },
);
process.exit(status ?? 1);
