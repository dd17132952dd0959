// A virtual display for a machine that has none.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Advice, say } from './say.mjs';

/** @returns {boolean} whether windows need a virtual display here */
export function isHeadless() {
  return process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
}

/**
 * @typedef {object} Display
 * @property {string} name  for the environment variable DISPLAY, e.g. ":99"
 * @property {string} framebuffer  file that mirrors the screen (XWD format)
 * @property {number} pid
 * @property {() => void} dispose
 */

/**
 * Starts Xvfb on a free display number.
 * @param {{ size?: string, keep?: boolean }} [options]  size: "1920x1080"; keep: outlives this process
 * @returns {Promise<Display>}
 */
export function startDisplay({ size = '1920x1080', keep = false } = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'guardline-display-'));
  mkdirSync(dir, { recursive: true });
  const options = [
    '-displayfd',
    '3',
    '-screen',
    '0',
    `${size}x24`,
    '-nolisten',
    'tcp',
    '-noreset',
    '-fbdir',
    dir,
  ];
  const child = spawn('Xvfb', options, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'], detached: keep });
  const dispose = () => {
    process.off('exit', dispose);
    child.kill('SIGTERM');
    rmSync(dir, { recursive: true, force: true });
  };
  return new Promise((done, fail) => {
    child.once('error', (error) => fail(new Advice(`Xvfb could not be started: ${error.message}`)));
    child.once('exit', (code) => fail(new Advice(`Xvfb ended at once with code ${code}.`)));
    const numbers = /** @type {import('node:stream').Readable} */ (child.stdio[3]);
    let number = '';
    numbers.setEncoding('utf8');
    numbers.on('data', (text) => {
      number += text;
      // Number and line end come by two writes: closing between them would kill the server.
      if (!number.endsWith('\n')) return;
      const name = `:${number.trim()}`;
      if (!keep) process.on('exit', dispose);
      numbers.destroy();
      child.unref();
      say('display', `none here: a virtual one is ${name}, ${size}`);
      done({ name, framebuffer: join(dir, 'Xvfb_screen0'), pid: /** @type {number} */ (child.pid), dispose });
    });
  });
}
