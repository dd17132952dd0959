// Virtual sound devices for a machine that has none: a speaker whose sound comes back as the microphone. By
// PulseAudio, on a socket of its own; the machine's own sound server, if any, is left alone.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Advice, say } from './say.mjs';

const startTimeoutMs = 10_000;

/** @typedef {{ env: { PULSE_SERVER: string }, pid: number, dispose: () => void }} Sound */

/** @param {string} dir */
function daemonOptions(dir) {
  return [
    '-n',
    '--daemonize=no',
    '--exit-idle-time=-1',
    '--use-pid-file=no',
    '--disable-shm=yes',
    `--load=module-native-protocol-unix auth-anonymous=1 socket=${join(dir, 'socket')}`,
    '--load=module-null-sink sink_name=speaker sink_properties=device.description=Speaker',
    '--load=module-virtual-source source_name=microphone master=speaker.monitor source_properties=device.description=Microphone',
  ];
}

/**
 * @param {{ keep?: boolean }} [options]  keep: outlives this process
 * @returns {Promise<Sound>}
 */
export async function startSound({ keep = false } = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'guardline-sound-'));
  const env = { ...process.env, XDG_RUNTIME_DIR: dir, PULSE_RUNTIME_PATH: dir, PULSE_STATE_PATH: dir };
  const child = spawn('pulseaudio', daemonOptions(dir), { env, stdio: 'ignore', detached: keep });
  /** @type {string | null} */
  let ended = null;
  child.once('error', (error) => (ended = error.message));
  child.once('exit', (code) => (ended ??= `ended with code ${code}`));
  const dispose = () => {
    process.off('exit', dispose);
    child.kill('SIGTERM');
    rmSync(dir, { recursive: true, force: true });
  };
  for (let waitedMs = 0; !existsSync(join(dir, 'socket')); waitedMs += 50) {
    if (ended !== null || waitedMs > startTimeoutMs) {
      dispose();
      throw new Advice(`PulseAudio did not start: ${ended ?? 'no socket after ten seconds'}.`);
    }
    await sleep(50);
  }
  if (!keep) process.on('exit', dispose);
  child.unref();
  say('sound', 'virtual speaker and microphone (PulseAudio)');
  return {
    env: { PULSE_SERVER: `unix:${join(dir, 'socket')}` },
    pid: /** @type {number} */ (child.pid),
    dispose,
  };
}
