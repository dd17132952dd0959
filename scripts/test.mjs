// npm test [-- stage…] [--long]: every check of the project, or the named stages. The last line is "N passed, N failed".
import { ensureBuilt } from './lib/build.mjs';
import { prepare } from './lib/prepare.mjs';
import { canHave } from './lib/system.mjs';
import { Advice, runTool, say } from './lib/say.mjs';
import { compareFiles, findTestFiles } from './lib/test/files.mjs';
import { describe, runStage } from './lib/test/run-stage.mjs';
import { chooseStages, stages } from './lib/test/stages.mjs';

/** @typedef {import('./lib/test/stages.mjs').Stage} Stage */

/** Files in folders that no stage owns. @returns {string[]} */
function orphans() {
  const owned = stages.flatMap((stage) => stage.owns.flatMap((dir) => findTestFiles(dir)));
  return compareFiles(findTestFiles(), owned);
}

/**
 * What the app stages need, made once. Tests open windows: on a display of their own where that can be had.
 * @param {readonly Stage[]} chosen
 */
async function surroundings(chosen) {
  if (!chosen.some((stage) => stage.app)) return { env: process.env, dispose: () => {} };
  const prepared = await prepare({ display: canHave('Xvfb') ? 'own' : true, sound: canHave('pulseaudio') });
  await ensureBuilt();
  return prepared;
}

/** @param {readonly Stage[]} chosen @param {boolean} verbose */
async function runAll(chosen, verbose) {
  const total = { passed: 0, failed: 0 };
  const [plain, app] = [chosen.filter((stage) => !stage.app), chosen.filter((stage) => stage.app)];
  /** @param {readonly Stage[]} some @param {NodeJS.ProcessEnv} env */
  const runSome = async (some, env) => {
    for (const stage of some) {
      const result = await runStage(stage, { env, verbose });
      process.stderr.write(`${describe(result, verbose)}\n`);
      total.passed += result.passed;
      total.failed += result.failed;
    }
  };
  await runSome(plain, process.env);
  try {
    const { env, dispose } = await surroundings(app);
    try {
      await runSome(app, env);
    } finally {
      dispose();
    }
  } catch (error) {
    if (!(error instanceof Advice)) throw error;
    process.stderr.write(`\n${error.message}\n`);
    total.failed += app.length;
  }
  return total;
}

await runTool(async () => {
  // Faults that last minutes (a line cut for five, a machine asleep for one) run in full only when asked.
  const isLong = process.argv.includes('--long');
  if (isLong) process.env.GUARDLINE_FAULTS_LONG = '1';
  const names = process.argv.slice(2).filter((word) => word !== '--long');
  const choice = chooseStages(names);
  if ('unknown' in choice) {
    throw new Advice(
      `There is no stage "${choice.unknown}". Stages: ${stages.map((stage) => stage.name).join(' ')}`,
    );
  }
  const total = await runAll(choice.chosen, choice.chosen.length === 1);
  if (names.length === 0) {
    const lost = orphans();
    for (const sentence of lost) say('files', `${sentence}: no stage owns its folder`);
    total.failed += lost.length;
  }
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
  return total.failed === 0 ? 0 : 1;
});
