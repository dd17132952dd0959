// Everything a window of the app needs before it can open: used by start, the tests, the demo, the benchmarks.
import { statfsSync } from 'node:fs';
import { isHeadless, startDisplay } from './display.mjs';
import { nativeBinding, needsOwnBuild } from './native.mjs';
import { root } from './paths.mjs';
import { findRuntime } from './runtime.mjs';
import { startSound } from './sound.mjs';
import { ensureSandbox, ensureSystem, isRoot } from './system.mjs';

/**
 * @typedef {object} Prepared
 * @property {string} electronPath
 * @property {import('./runtime.mjs').Runtime} runtime
 * @property {NodeJS.ProcessEnv} env  the whole environment for a child: ELECTRON_BIN, ELECTRON_OVERRIDE_DIST_PATH,
 *   GUARDLINE_SQLITE_BINDING, DISPLAY, PULSE_SERVER
 * @property {readonly string[]} args  switches this machine needs, then the app's folder
 * @property {import('./display.mjs').Display | null} display  the virtual one, when one was started
 * @property {number | null} soundPid  of the virtual sound devices
 * @property {() => void} dispose
 */

const smallSharedMemoryBytes = 512 * 1024 * 1024;

/** Containers give Chromium 64 MB of shared memory, on which large pages die. */
function sharedMemoryIsSmall() {
  try {
    const stat = statfsSync('/dev/shm');
    return stat.bsize * stat.blocks < smallSharedMemoryBytes;
  } catch {
    return process.platform === 'linux';
  }
}

/** Switches of the harness, never of the product. @returns {string[]} */
export function machineSwitches() {
  const switches = [];
  if (process.platform === 'linux' && isRoot) switches.push('--no-sandbox');
  if (process.platform === 'linux' && sharedMemoryIsSmall()) switches.push('--disable-dev-shm-usage');
  return switches;
}

/**
 * @param {object} [options]
 * @param {boolean | 'own'} [options.display]  true: a virtual display where there is none; "own": always a virtual one;
 *   false: leave the environment as it is
 * @param {string} [options.size]  of the virtual display, "1920x1080"
 * @param {boolean} [options.sound]  virtual sound devices (a microphone, a speaker) beside the machine's own
 * @param {boolean} [options.keep]  display and sound outlive this process (the caller ends them)
 * @returns {Promise<Prepared>}
 */
export async function prepare({ display = true, size, sound = false, keep = false } = {}) {
  const virtual = display === 'own' || (display === true && isHeadless());
  const runtime = await findRuntime();
  await ensureSystem({
    electronPath: runtime.electronPath,
    display: virtual,
    sound,
    compiler: needsOwnBuild(runtime),
  });
  await ensureSandbox(runtime.dir);
  const binding = await nativeBinding(runtime);
  /** @type {NodeJS.ProcessEnv} */
  const env = {
    ...process.env,
    ELECTRON_BIN: runtime.electronPath,
    ELECTRON_OVERRIDE_DIST_PATH: runtime.dir,
  };
  delete env.ELECTRON_RUN_AS_NODE;
  if (binding) env.GUARDLINE_SQLITE_BINDING = binding;
  const screen = virtual ? await startDisplay({ ...(size ? { size } : {}), keep }) : null;
  if (screen) env.DISPLAY = screen.name;
  const devices = sound ? await startSound({ keep }) : null;
  if (devices) Object.assign(env, devices.env);
  const dispose = () => {
    devices?.dispose();
    screen?.dispose();
  };
  return {
    electronPath: runtime.electronPath,
    runtime,
    env,
    args: [...machineSwitches(), root],
    display: screen,
    soundPid: devices?.pid ?? null,
    dispose,
  };
}
