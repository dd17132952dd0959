// The folders the tools work in.
import { accessSync, constants, mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The repository's root. */
export const root = resolve(import.meta.dirname, '../..');

/** What a run leaves behind (reports, pictures, logs): never committed. */
export const outDir = join(root, 'out');

/** @returns {{ version: string, devDependencies: Record<string, string>, dependencies: Record<string, string> }} */
export function readManifest() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
}

/** @param {string} name  an installed package @returns {string} its exact version */
export function installedVersion(name) {
  return JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version;
}

function userCacheRoot() {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (XDG_CACHE_HOME) return XDG_CACHE_HOME;
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  if (process.platform === 'win32') return LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local');
  return join(homedir(), '.cache');
}

/** @param {string} dir */
function writable(dir) {
  try {
    mkdirSync(dir, { recursive: true });
    accessSync(dir, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Per-user cache for what is expensive to make (the runtime, the database module). A user without a writable
 * home, as build machines have, gets one beside the dependencies.
 * @returns {string}
 */
export function cacheDir() {
  const preferred = join(userCacheRoot(), 'guardline');
  if (writable(preferred)) return preferred;
  const beside = join(root, 'node_modules', '.cache', 'guardline');
  mkdirSync(beside, { recursive: true });
  return beside;
}
