// A picture of the virtual display, read from the file in which Xvfb mirrors it (X Window Dump, version 7). From
// outside the app and without any program for it.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { encodePng } from './png.mjs';

/** @typedef {{ width: number, height: number, rgb: Uint8Array }} Picture */

/**
 * @param {Buffer} dump  an X Window Dump of a 24-bit screen
 * @returns {Picture}
 */
export function readDump(dump) {
  const field = (/** @type {number} */ index) => dump.readUInt32BE(index * 4);
  const [headerBytes, width, height] = [field(0), field(4), field(5)];
  const [littleEndian, bitsPerPixel, rowBytes, mapLength] = [field(7) === 0, field(11), field(12), field(19)];
  if (field(1) !== 7 || bitsPerPixel !== 32) throw new Error('not a 24-bit X Window Dump of version 7');
  const start = headerBytes + mapLength * 12;
  const rgb = new Uint8Array(width * height * 3);
  const [red, green, blue] = littleEndian ? [2, 1, 0] : [1, 2, 3];
  for (let y = 0, to = 0; y < height; y += 1) {
    for (let from = start + y * rowBytes, end = from + width * 4; from < end; from += 4, to += 3) {
      rgb[to] = /** @type {number} */ (dump[from + red]);
      rgb[to + 1] = /** @type {number} */ (dump[from + green]);
      rgb[to + 2] = /** @type {number} */ (dump[from + blue]);
    }
  }
  return { width, height, rgb };
}

/** @param {Picture} picture @returns {number} how many different colours a coarse grid over it meets, at most 64 */
function colours({ width, height, rgb }) {
  const seen = new Set();
  for (let y = 4; y < height && seen.size < 64; y += 8) {
    for (let x = 4; x < width; x += 8) {
      const at = (y * width + x) * 3;
      seen.add((Number(rgb[at]) << 16) | (Number(rgb[at + 1]) << 8) | Number(rgb[at + 2]));
    }
  }
  return seen.size;
}

/**
 * Writes what the display shows.
 * @param {string} framebuffer  from `startDisplay`
 * @param {string} file  PNG to write
 */
export function takePicture(framebuffer, file) {
  const { width, height, rgb } = readDump(readFileSync(framebuffer));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, encodePng(width, height, rgb));
}

/**
 * Waits until the display shows a drawn window that has come to rest.
 * @param {string} framebuffer
 * @param {{ timeoutMs?: number, signal?: AbortSignal }} [options]
 * @returns {Promise<boolean>} false when it did not happen in time
 */
export async function pictureAtRest(framebuffer, { timeoutMs = 30_000, signal } = {}) {
  const restMs = 750;
  let before = '';
  for (let waitedMs = 0; waitedMs < timeoutMs && !signal?.aborted; waitedMs += restMs) {
    await sleep(restMs);
    const dump = readFileSync(framebuffer);
    const now = createHash('sha1').update(dump).digest('hex');
    if (now === before && colours(readDump(dump)) >= 8) return true;
    before = now;
  }
  return false;
}
