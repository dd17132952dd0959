// Runs one stage of the tests and reads what came of it.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { outDir, root } from '../paths.mjs';
import { run, tail } from '../run.mjs';
import { compareFiles, findTestFiles } from './files.mjs';
import { playwrightReport, readReport, vitestReport } from './report.mjs';

/** @typedef {import('./stages.mjs').Stage} Stage */
/** @typedef {import('./report.mjs').Report} Report */

/**
 * @typedef {object} StageResult
 * @property {string} name
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {number} secondTries  of the passed: those that failed first
 * @property {number} tookMs
 * @property {readonly string[]} notes  what went wrong, also where a second try mended it
 * @property {string} log  what the runner printed
 */

const stageTimeoutMs = 45 * 60_000;
const testOutDir = join(outDir, 'test');
const moduleFile = (/** @type {string} */ path) => join(root, 'node_modules', path);

/** @param {NodeJS.ProcessEnv} env @returns {NodeJS.ProcessEnv} */
function plainText(env) {
  const { FORCE_COLOR: _, ...rest } = env;
  return { ...rest, NO_COLOR: '1' };
}

/** @param {Stage} stage @param {string} json @returns {{ args: string[], env: NodeJS.ProcessEnv }} */
function runner(stage, json) {
  if (stage.kind === 'vitest') {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${json}`];
    return {
      args: [moduleFile('vitest/vitest.mjs'), 'run', '--allowOnly=false', ...reporters, ...stage.command],
      env: {},
    };
  }
  const options = ['test', '-c', String(stage.command[0]), '--forbid-only', '--reporter=list,json'];
  return {
    args: [moduleFile('@playwright/test/cli.js'), ...options],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: json },
  };
}

/** @param {number} code @returns {Report} */
function asOneCheck(code) {
  const failed = code === 0 ? 0 : 1;
  return { passed: 1 - failed, failed, skipped: 0, secondTries: 0, files: [], notes: [] };
}

/** @param {Stage} stage @returns {string[]} */
function filesOf(stage) {
  return stage.owns.flatMap((dir) => findTestFiles(dir));
}

/** @param {Stage} stage @param {string} json @param {number} code @param {readonly string[]} found @returns {Report} */
function outcome(stage, json, code, found) {
  const report =
    stage.kind === 'vitest' ? readReport(json, vitestReport) : readReport(json, playwrightReport);
  if (report === null) return { ...asOneCheck(1), notes: [`the runner left no report (exit code ${code})`] };
  const differences = compareFiles(found, report.files);
  const failed = report.failed + differences.length;
  const unexplained =
    code !== 0 && failed === 0 ? [`the runner ended with code ${code} although no test failed`] : [];
  return {
    ...report,
    failed: failed + unexplained.length,
    notes: [...report.notes, ...differences, ...unexplained],
  };
}

/** @param {Stage} stage @returns {string | null} why it cannot run at all */
function missing(stage) {
  const paths =
    stage.kind === 'check' ? [] : stage.kind === 'playwright' ? stage.command : stage.owns.slice(0, 1);
  const absent = paths.find((path) => !existsSync(join(root, path)));
  return absent ? `${absent} is missing: the stage cannot run` : null;
}

/**
 * @param {Stage} stage
 * @param {{ env: NodeJS.ProcessEnv, verbose: boolean }} options  verbose: the runner writes to the terminal
 * @returns {Promise<StageResult>}
 */
export async function runStage(stage, { env, verbose }) {
  const startedAt = performance.now();
  mkdirSync(testOutDir, { recursive: true });
  const [json, log] = [join(testOutDir, `${stage.name}.json`), join(testOutDir, `${stage.name}.log`)];
  rmSync(json, { force: true });
  /** @param {Report} report @returns {StageResult} */
  const result = ({ passed, failed, skipped, secondTries, notes }) => {
    const one = stage.one
      ? { passed: failed === 0 ? 1 : 0, failed: failed === 0 ? 0 : 1 }
      : { passed, failed };
    const tookMs = performance.now() - startedAt;
    return { name: stage.name, ...one, skipped, secondTries, notes, log, tookMs };
  };
  const absent = missing(stage);
  if (absent) return result({ ...asOneCheck(1), notes: [absent] });
  const found = filesOf(stage);
  const planned =
    stage.kind === 'check'
      ? { args: [moduleFile(String(stage.command[0])), ...stage.command.slice(1)], env: {} }
      : runner(stage, json);
  const done = await run(process.execPath, planned.args, {
    cwd: root,
    env: { ...plainText(env), ...planned.env },
    timeoutMs: stageTimeoutMs,
    inherit: verbose,
  });
  if (!verbose) writeFileSync(log, done.output);
  return result(stage.kind === 'check' ? asOneCheck(done.code) : outcome(stage, json, done.code, found));
}

/** @param {StageResult} result @param {boolean} verbose  the runner's words were on the terminal already @returns {string} */
export function describe(result, verbose) {
  const skipped = result.skipped > 0 ? `, ${result.skipped} SKIPPED` : '';
  const again = result.secondTries > 0 ? `, ${result.secondTries} AT THE SECOND TRY` : '';
  const head = `${result.name.padEnd(9)} ${result.passed} passed, ${result.failed} failed${again}${skipped} (${(result.tookMs / 1000).toFixed(1)} s)`;
  const lines = [head, ...result.notes.map((note) => `          ${note}`)];
  if (result.failed > 0 && !verbose && existsSync(result.log)) {
    if (result.notes.length === 0) lines.push(tail(readFileSync(result.log, 'utf8'), 60));
    lines.push(`          all of it: ${result.log}`);
  }
  return lines.join('\n');
}
