import { readFileSync } from 'node:fs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createPlaybookLibrary } from '#electron/guidance/playbook-library.ts';
import { silentLog } from '#electron/log/log.ts';
import { cellWords } from '#electron/risk/cell-words.ts';
import { loadZenEngine } from '#electron/risk/engine.ts';
import { createRiskTables } from '#electron/risk/risk-tables.ts';
import { createTableFiles } from '#electron/risk/table-files.ts';
import { foldedJudging } from './playbooks-folds.ts';
import { withNoise } from './playbooks-noise.ts';
import { judge, scoreOf } from './playbooks-score.ts';
import type { Judge, Judged } from './playbooks-score.ts';
import { readSet } from './playbooks-set.ts';
import type { Sketch } from './playbooks-set.ts';
import { isMiss, missWords, scoreWords } from './playbooks-words.ts';

const { values } = parseArgs({
  options: { set: { type: 'string', multiple: true }, folds: { type: 'string' }, noise: { type: 'string' } },
});
const assets = join(import.meta.dirname, '../../assets');
const files =
  values.set ?? ['tune', 'held', 'fresh', 'open'].map((part) => join(assets, `playbooks/eval/${part}.jsonl`));

const library = await createPlaybookLibrary({
  playbooksFolder: join(assets, 'playbooks'),
  careCardsFolder: join(assets, 'care-cards'),
  log: silentLog,
}).load();
for (const { file, line, reason } of library.refused) console.log(`refused  ${file}:${line}  ${reason}`);

const kept = mkdtempSync(join(tmpdir(), 'guardline-eval-'));
const { table, unknown, refused } = await createRiskTables({
  log: silentLog,
  files: createTableFiles(join(assets, 'decision-tables'), kept),
  loadEngine: loadZenEngine,
  words: () => cellWords(library),
}).inForce();
rmSync(kept, { recursive: true, force: true });
for (const { file, where, reason } of refused) console.log(`refused  ${file}  ${where ?? ''}  ${reason}`);
if (!table) console.log(`no tiers: ${unknown}`);
const by: Judge = { library, decide: table?.decide ?? null };

async function judgeAll(sketches: readonly Sketch[]): Promise<readonly Judged[]> {
  const judged: Judged[] = [];
  for (const sketch of sketches) judged.push(await judge(by, sketch));
  return judged;
}

const everything: Sketch[] = [];
for (const file of files) {
  const { sketches, refused: lines } = readSet(readFileSync(file, 'utf8'));
  for (const { line, reason } of lines) console.log(`refused  ${file}:${line}  ${reason}`);
  everything.push(...sketches);
  const judged = await judgeAll(sketches);
  for (const one of judged.filter(isMiss)) console.log(missWords(one));
  console.log(`${scoreWords(file, scoreOf(judged))}\n`);
}

const folds = Number(values.folds ?? 0);
if (folds > 1) {
  const { judged, chosen } = await foldedJudging(by, everything, Math.min(folds, everything.length));
  console.log(scoreWords(`${folds} folds, settings chosen on the others`, scoreOf(judged)));
  const seen = new Map<string, number>();
  for (const one of chosen) seen.set(JSON.stringify(one), (seen.get(JSON.stringify(one)) ?? 0) + 1);
  for (const [settings, times] of seen) console.log(`  ${times} × ${settings}`);
  console.log('');
}

const times = Number(values.noise ?? 0);
if (times > 0) {
  const noisy = await judgeAll(withNoise(everything, times));
  console.log(scoreWords(`each call ${times} times, one cue lost and one of noise added`, scoreOf(noisy)));
}
