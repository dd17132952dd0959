// What a test runner's own JSON report says, in one shape for all.
import { readFileSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { root } from '../paths.mjs';

/**
 * @typedef {object} Report
 * @property {number} passed
 * @property {number} failed  a flaky test (red, then green on a second try) counts as failed
 * @property {number} skipped
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

/** @param {PlaywrightSuite} suite @param {string} file @returns {string[]} one line for each failed test in it */
function failedSpecs(suite, file) {
  const own = (suite.specs ?? []).filter((spec) => !spec.ok);
  const message = (/** @type {PlaywrightSpec} */ spec) =>
    firstLine(spec.tests.flatMap((test) => test.results).find((result) => result.error)?.error?.message);
  return [
    ...own.map((spec) => `${file} › ${spec.title}: ${message(spec)}`),
    ...(suite.suites ?? []).flatMap((inner) => failedSpecs(inner, file)),
  ];
}

/**
 * @typedef {{ error?: { message?: string } }} PlaywrightResult
 * @typedef {{ title: string, ok: boolean, tests: readonly { results: readonly PlaywrightResult[] }[] }} PlaywrightSpec
 * @typedef {{ file: string, specs?: readonly PlaywrightSpec[], suites?: readonly PlaywrightSuite[] }} PlaywrightSuite
 * @param {{ config: { rootDir: string }, suites: readonly PlaywrightSuite[], errors: readonly { message?: string }[],
 *   stats: { expected: number, unexpected: number, flaky: number, skipped: number } }} json
 * @returns {Report}
 */
export function playwrightReport(json) {
  const { expected, unexpected, flaky, skipped } = json.stats;
  const notes = [
    ...json.errors.map((error) => firstLine(error.message) || 'an error outside the tests'),
    ...json.suites.flatMap((suite) => failedSpecs(suite, fromRoot(suite.file, json.config.rootDir))),
  ];
  return {
    passed: expected,
    failed: unexpected + flaky + json.errors.length,
    skipped,
    files: [...new Set(json.suites.map((suite) => fromRoot(suite.file, json.config.rootDir)))],
    notes: flaky > 0 ? [...notes, `${flaky} flaky, counted as failed`] : notes,
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
