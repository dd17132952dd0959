// What a test runner's own JSON report says, in one shape for all.
import { readFileSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { root } from '../paths.mjs';

/**
 * @typedef {object} Report
 * @property {number} passed  with those that passed only at their second try
 * @property {number} failed
 * @property {number} skipped
 * @property {number} secondTries  tests that failed first and passed when they were tried once more; each is named in the notes
 * @property {readonly string[]} files  test files that were run, from the repository's root, with forward slashes
 * @property {readonly string[]} notes  what else went wrong, one line each
 */

/** @param {string} path @param {string} base */
function fromRoot(path, base) {
  return relative(root, isAbsolute(path) ? path : join(base, path)).replaceAll('\\', '/');
}

/** @param {string | undefined} text @returns {string} */
const firstLine = (text) => (text ?? '').trim().split('\n')[0] ?? '';

/**
 * @typedef {{ status: string, fullName: string, failureMessages?: readonly string[] }} VitestTest
 * @typedef {{ name: string, status: string, message?: string, assertionResults: readonly VitestTest[] }} VitestFile
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   testResults: readonly VitestFile[] }} json
 * @returns {Report}
 */
export function vitestReport(json) {
  const broken = json.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: json.numPassedTests,
    failed: json.numFailedTests + broken.length,
    skipped: json.numPendingTests + json.numTodoTests,
    secondTries: 0,
    files: json.testResults.map((file) => fromRoot(file.name, root)),
    notes: [
      ...broken.map((file) => `${fromRoot(file.name, root)} did not load: ${firstLine(file.message)}`),
      ...json.testResults.flatMap((file) =>
        file.assertionResults
          .filter((test) => test.status === 'failed')
          .map(
            (test) =>
              `${fromRoot(file.name, root)} › ${test.fullName}: ${firstLine(test.failureMessages?.[0])}`,
          ),
      ),
    ],
  };
}

/** @param {PlaywrightSpec} spec @returns {string} the first error of its first try that failed */
const firstError = (spec) =>
  firstLine(spec.tests.flatMap((test) => test.results).find((result) => result.error)?.error?.message);

/** @param {PlaywrightSuite} suite @param {string} file @returns {string[]} one line for each test in it that failed, for good or at first */
function failedSpecs(suite, file) {
  const own = (suite.specs ?? []).flatMap((spec) => {
    const said = `${file} › ${spec.title}: ${firstError(spec)}`;
    if (!spec.ok) return [said];
    return spec.tests.some((test) => test.status === 'flaky') ? [`second try: ${said}`] : [];
  });
  return [...own, ...(suite.suites ?? []).flatMap((inner) => failedSpecs(inner, file))];
}

/**
 * @typedef {{ error?: { message?: string } }} PlaywrightResult
 * @typedef {{ status: string, results: readonly PlaywrightResult[] }} PlaywrightTest  status: expected, unexpected, flaky, skipped
 * @typedef {{ title: string, ok: boolean, tests: readonly PlaywrightTest[] }} PlaywrightSpec
 * @typedef {{ file: string, specs?: readonly PlaywrightSpec[], suites?: readonly PlaywrightSuite[] }} PlaywrightSuite
 * @param {{ config: { rootDir: string }, suites: readonly PlaywrightSuite[], errors: readonly { message?: string }[],
 *   stats: { expected: number, unexpected: number, flaky: number, skipped: number } }} json
 * @returns {Report}
 */
export function playwrightReport(json) {
  const { expected, unexpected, flaky, skipped } = json.stats;
  return {
    passed: expected + flaky,
    failed: unexpected + json.errors.length,
    skipped,
    secondTries: flaky,
    files: [...new Set(json.suites.map((suite) => fromRoot(suite.file, json.config.rootDir)))],
    notes: [
      ...json.errors.map((error) => firstLine(error.message) || 'an error outside the tests'),
      ...json.suites.flatMap((suite) => failedSpecs(suite, fromRoot(suite.file, json.config.rootDir))),
    ],
  };
}

/**
 * @template T
 * @param {string} file
 * @param {(json: T) => Report} read
 * @returns {Report | null} null when the runner left no report
 */
export function readReport(file, read) {
  try {
    return read(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}
