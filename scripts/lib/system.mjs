// What the machine itself must have: the shared libraries of Electron, a Chinese font, and where asked for a display
// server, sound and a compiler. Root on an apt system gets them installed; anyone else gets the command to run.
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { compilers } from './native.mjs';
import { hasTime64Names, packageOf } from './packages.mjs';
import { run, tail, which } from './run.mjs';
import { Advice, say } from './say.mjs';

/**
 * @typedef {object} Needs
 * @property {string} [electronPath]  check this binary's shared libraries and the fonts
 * @property {boolean} [display]  a virtual display is going to be started
 * @property {boolean} [sound]  virtual sound devices are going to be started
 * @property {boolean} [compiler]  something is going to be built
 */

export const isRoot = process.getuid?.() === 0;

function osRelease() {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return '';
  }
}

/** @param {string} electronPath @returns {Promise<string[]>} libraries the dynamic linker does not find */
async function missingLibraries(electronPath) {
  const { output } = await run('ldd', [electronPath]);
  return [...output.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => /** @type {string} */ (match[1]));
}

const chineseFont =
  /(noto.*(cjk|sc)|source-?han|wqy|wenquanyi|droidsansfallback|uming|ukai|simsun|msyh|pingfang|sarasa|lxgw)/i;

/** @param {string} dir @param {number} depth @returns {boolean} */
function holdsChineseFont(dir, depth) {
  if (depth < 0 || !existsSync(dir)) return false;
  return readdirSync(dir).some((name) => {
    if (/\.(ttf|ttc|otf|otc)$/i.test(name)) return chineseFont.test(name);
    const path = join(dir, name);
    return (
      statSync(path, { throwIfNoEntry: false })?.isDirectory() === true && holdsChineseFont(path, depth - 1)
    );
  });
}

/** @returns {Promise<boolean>} */
async function hasChineseFont() {
  if (which('fc-list') && (await run('fc-list', [':lang=zh-cn', 'family'])).output.trim()) return true;
  const dirs = [
    '/usr/share/fonts',
    '/usr/local/share/fonts',
    join(homedir(), '.fonts'),
    join(homedir(), '.local/share/fonts'),
  ];
  return dirs.some((dir) => holdsChineseFont(dir, 4));
}

/** @param {Needs} needs @returns {Promise<{ packages: string[], unknown: string[] }>} what is to be installed */
async function missing({ electronPath, display = false, sound = false, compiler = false }) {
  const time64 = hasTime64Names(osRelease());
  /** @type {Set<string>} */
  const packages = new Set();
  const unknown = [];
  if (electronPath) {
    for (const library of await missingLibraries(electronPath)) {
      const name = packageOf(library, time64);
      if (name) packages.add(name);
      else unknown.push(library);
    }
    if (!(await hasChineseFont())) packages.add('fonts-noto-cjk');
  }
  if (display && !which('Xvfb')) packages.add('xvfb');
  if (sound && !which('pulseaudio')) packages.add('pulseaudio');
  if (compiler && !compilers()) packages.add('g++');
  return { packages: [...packages].sort((a, b) => a.localeCompare(b)), unknown };
}

const policyFile = '/usr/sbin/policy-rc.d';

/**
 * Keeps packages from starting their services while `work` runs: a server that a test needs is started by the test.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function withoutServices(work) {
  if (existsSync(policyFile)) return work();
  writeFileSync(policyFile, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return await work();
  } finally {
    rmSync(policyFile, { force: true });
  }
}

/**
 * Installs Debian packages as root; none of their services is started.
 * @param {readonly string[]} packages
 */
export async function aptInstall(packages) {
  await withoutServices(() => install(packages));
}

/** @param {readonly string[]} packages */
async function install(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  say('system', `installing ${packages.join(' ')}`);
  const updated = await run('apt-get', ['-qq', 'update'], { env });
  if (updated.code !== 0) say('system', `apt-get update: ${tail(updated.output, 2)}`);
  const done = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
    env,
  });
  if (done.code !== 0)
    throw new Advice(`apt-get could not install ${packages.join(' ')}:\n${tail(done.output, 15)}`);
}

/**
 * @param {string} program
 * @returns {boolean} whether it is here, or can be installed without asking anybody
 */
export function canHave(program) {
  return which(program) !== null || (process.platform === 'linux' && isRoot && which('apt-get') !== null);
}

/**
 * Makes sure the machine has what is needed, or says how to get it and stops.
 * @param {Needs} needs
 */
export async function ensureSystem(needs) {
  if (process.platform !== 'linux') return;
  const { packages, unknown } = await missing(needs);
  if (packages.length === 0 && unknown.length === 0) return;
  const apt = which('apt-get') !== null;
  if (apt && isRoot && packages.length > 0) {
    await aptInstall(packages);
    return ensureAfterInstall(needs);
  }
  const libraries =
    unknown.length > 0 ? `\nLibraries of packages that are not known here: ${unknown.join(' ')}` : '';
  if (apt) {
    const command = `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`;
    throw new Advice(
      `This machine lacks ${packages.join(', ')}. Run\n\n  ${command}\n\nand start again.${libraries}`,
    );
  }
  throw new Advice(
    `This machine lacks what Debian calls ${packages.join(', ')}. Install the like with its own package manager.${libraries}`,
  );
}

/** @param {Needs} needs */
async function ensureAfterInstall(needs) {
  const { packages, unknown } = await missing(needs);
  if (packages.length + unknown.length > 0) {
    throw new Advice(`Still missing after the installation: ${[...packages, ...unknown].join(' ')}`);
  }
}

/** @param {string} path */
function readNumber(path) {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

/**
 * The sandbox works by user namespaces or by a set-uid helper. Where the system forbids the first and the second is
 * not set up, Electron dies at its start: say how to mend it, never switch the sandbox off.
 * @param {string} dir  the runtime's folder
 */
export async function ensureSandbox(dir) {
  if (process.platform !== 'linux' || isRoot) return;
  // AppArmor lets the namespace be made and then takes its rights away, so trying it is not enough there; containers
  // and chroots refuse it without a setting that says so, so reading the setting is not enough either.
  const restricted = readNumber('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === 1;
  const refused = which('unshare') !== null && (await run('unshare', ['--user', 'true'])).code !== 0;
  if (!restricted && !refused) return;
  const helper = join(dir, 'chrome-sandbox');
  const stat = statSync(helper, { throwIfNoEntry: false });
  if (stat && stat.uid === 0 && (stat.mode & 0o4000) !== 0) return;
  throw new Advice(
    `This system forbids user namespaces, so the sandbox needs its helper. Run\n\n` +
      `  sudo chown root:root "${helper}" && sudo chmod 4755 "${helper}"\n\nand start again.`,
  );
}
