// Making an expensive thing once, although several programs may ask for it at the same time.
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const pollMs = 250;

/** @param {number} pid */
function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** @param {string} lock  @returns {boolean} true when this process holds the lock now */
function tryLock(lock) {
  try {
    mkdirSync(lock);
    writeFileSync(join(lock, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    return false;
  }
}

/** @param {string} lock  @returns {boolean} true when its owner is known to be dead */
function abandoned(lock) {
  try {
    return !alive(Number(readFileSync(join(lock, 'pid'), 'utf8')));
  } catch {
    return false; // just being made, or just removed
  }
}

/** @param {string} target  removes what a killed maker left behind; only the holder of the lock may do this */
function clearLeftovers(target) {
  const prefix = `${basename(target)}.work-`;
  for (const name of readdirSync(dirname(target))) {
    if (name.startsWith(prefix)) rmSync(join(dirname(target), name), { recursive: true, force: true });
  }
}

/**
 * Returns `target`, making it first when it is missing. The maker works in a folder beside it and its result is
 * renamed into place, so a half-made target is never seen; a second process waits for the first.
 * @param {string} target  the folder or file that shall exist
 * @param {(work: string) => Promise<string>} make  gets an empty folder, returns what in it shall become the target
 * @returns {Promise<string>} target
 */
export async function once(target, make) {
  if (existsSync(target)) return target;
  mkdirSync(dirname(target), { recursive: true });
  const lock = `${target}.lock`;
  while (!tryLock(lock)) {
    if (abandoned(lock)) rmSync(lock, { recursive: true, force: true });
    else await sleep(pollMs);
    if (existsSync(target)) return target;
  }
  const work = `${target}.work-${process.pid}`;
  const release = () => {
    rmSync(work, { recursive: true, force: true });
    rmSync(lock, { recursive: true, force: true });
  };
  process.once('exit', release);
  try {
    if (!existsSync(target)) {
      clearLeftovers(target);
      mkdirSync(work);
      renameSync(await make(work), target);
    }
    return target;
  } finally {
    process.off('exit', release);
    release();
  }
}
