// Running other programs.
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** @typedef {{ code: number, output: string }} Finished  output: stdout and stderr in the order they came */

/**
 * Runs a program to its end and keeps what it printed.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, inherit?: boolean }} [options]
 * @returns {Promise<Finished>} code 127 when it could not be started, 124 when it ran out of time
 */
export function run(file, args, { cwd, env, timeoutMs, inherit = false } = {}) {
  return new Promise((done) => {
    /** @type {Buffer[]} */
    const chunks = [];
    let timedOut = false;
    const child = spawn(file, args, {
      cwd,
      env: env ?? process.env,
      stdio: inherit ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    const timer = timeoutMs
      ? setTimeout(() => {
          timedOut = true;
          child.kill('SIGKILL');
        }, timeoutMs)
      : undefined;
    const finish = (/** @type {number} */ code) => {
      clearTimeout(timer);
      done({ code: timedOut ? 124 : code, output: Buffer.concat(chunks).toString('utf8') });
    };
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    child.once('error', (error) => {
      chunks.push(Buffer.from(String(error.message)));
      finish(127);
    });
    child.once('close', (code, signal) => finish(code ?? (signal ? 1 : 0)));
  });
}

/** @param {string} program @returns {string | null} its full path, looked up in PATH */
export function which(program) {
  for (const dir of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(dir, program);
    try {
      if (dir) accessSync(path, constants.X_OK);
      else continue;
      return path;
    } catch {
      // not here
    }
  }
  return null;
}

/** The npm that runs us, or the one in PATH. @returns {{ file: string, args: string[] }} */
export function npm() {
  const cli = process.env.npm_execpath;
  if (cli && /npm-cli\.[cm]?js$/.test(cli)) return { file: process.execPath, args: [cli] };
  return { file: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [] };
}

/** @param {string} output @param {number} lines */
export function tail(output, lines) {
  return output.trimEnd().split('\n').slice(-lines).join('\n');
}
