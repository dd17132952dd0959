// Bundling the app into dist/, only when its sources have changed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './paths.mjs';
import { run, tail } from './run.mjs';
import { Advice, say } from './say.mjs';

/** What the bundle is made of. Of assets/ only texts can be: clips and pictures are read at run time. */
const sources = [
  'assets',
  'electron',
  'renderer',
  'shared',
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
  'tsconfig.json',
];
const runTimeOnly = /^assets\/.*\.(?!json$|ya?ml$|css$|svg$)\w+$/;
const stamp = join(root, 'dist', '.sources');

/** @param {string} path @returns {string[]} the files at or below it, sorted */
function filesOf(path) {
  if (!existsSync(path)) return [];
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** @returns {string} a fingerprint of all sources and of the kind of build */
function fingerprint() {
  const hash = createHash('sha256');
  for (const source of sources) {
    const path = join(root, source);
    const files = /\.\w+$/.test(source) ? [path] : filesOf(path);
    for (const file of files) {
      const name = relative(root, file);
      if (!runTimeOnly.test(name)) hash.update(name).update('\0').update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

/** @returns {boolean} whether dist/ is what the sources would give */
function isFresh(/** @type {string} */ wanted) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
}

/**
 * Bundles the app when it is not bundled already.
 * @param {{ force?: boolean }} [options]
 */
export async function ensureBuilt({ force = false } = {}) {
  const wanted = fingerprint();
  if (!force && isFresh(wanted)) return;
  say('build', 'bundling the app into dist/');
  const cli = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const done = await run(process.execPath, [cli, 'build'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' },
  });
  if (done.code !== 0) throw new Advice(`The app could not be bundled:\n${tail(done.output, 40)}`);
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stamp, wanted);
}
