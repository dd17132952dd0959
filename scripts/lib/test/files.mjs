// Test files found = test files run: a file that no runner picks up is a failure, not a silence.
import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from '../paths.mjs';

const testFile = /\.(test|spec|e2e)\.tsx?$/;

/**
 * @param {string} [dir]  from the repository's root
 * @returns {string[]} the test files below it, from the repository's root, with forward slashes
 */
export function findTestFiles(dir = 'tests') {
  const base = join(root, dir);
  if (!existsSync(base)) return [];
  return readdirSync(base, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && testFile.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !path.includes('node_modules/'))
    .sort();
}

/**
 * @param {readonly string[]} found
 * @param {readonly string[]} ran
 * @returns {string[]} one sentence for each difference
 */
export function compareFiles(found, ran) {
  const [foundSet, ranSet] = [new Set(found), new Set(ran)];
  return [
    ...found.filter((file) => !ranSet.has(file)).map((file) => `${file} was found but not run`),
    ...ran
      .filter((file) => !foundSet.has(file))
      .map((file) => `${file} was run but is not named like a test`),
  ];
}
