import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleForKills } from './bundle.ts';
import { runKills } from './run-kills.ts';
import { killTable, violations } from './table.ts';

const { values } = parseArgs({ options: { kills: { type: 'string' }, seed: { type: 'string' } } });
const kills = Number(values.kills ?? 500);
const seed = Number(values.seed ?? Date.now() % 1e9);
console.log(`faults:hold: ${kills} kills, seed ${seed} (the same run again: --seed ${seed})`);
const script = await bundleForKills();
const fromMs = performance.now();
const result = await runKills({
  kills,
  seed,
  script,
  onProgress: (done) => console.log(`${done} of ${kills}`),
});
rmSync(dirname(script), { recursive: true, force: true });
const table = killTable(result, seed, (performance.now() - fromMs) / 60_000);
mkdirSync('out/faults-hold', { recursive: true });
writeFileSync('out/faults-hold/table.md', table);
console.log(`\n${table}`);
const wrong = violations(result);
for (const line of wrong.slice(0, 50)) console.log(line);
process.exit(wrong.length === 0 ? 0 : 1);
