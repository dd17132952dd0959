// Draws the pictures of the simulated callers and writes them as short VP8 loops: npm run caller-pictures
// Each is a drawing, no recording of anybody: a person behind a sheet of paper, as in case 1.14. Wants a Chromium (CHROMIUM_BIN, or
// the one of the system) with a font for Chinese; what it writes is checked in, so that nobody needs one to run the program.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { root } from './lib/paths.mjs';
import { which } from './lib/run.mjs';

/** @type {Readonly<Record<string, { readonly words: readonly string[] }>>} */
const pictures = { paper: { words: ['我听不见', '请写给我看'] } };
const [width, height, framesPerSecond, seconds] = [320, 240, 10, 3];

/**
 * Runs in the page: draws every frame and encodes it.
 * @param {{ words: readonly string[], width: number, height: number, framesPerSecond: number, seconds: number }} how
 */
async function draw({ words, width, height, framesPerSecond, seconds }) {
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('no canvas');
  /** @type {number[][]} */
  const frames = [];
  const encoder = new VideoEncoder({
    output(chunk) {
      const bytes = new Uint8Array(chunk.byteLength);
      chunk.copyTo(bytes);
      frames.push([...bytes]);
    },
    error(error) {
      throw error;
    },
  });
  encoder.configure({ codec: 'vp8', width, height, bitrate: 110_000, framerate: framesPerSecond });
  const count = framesPerSecond * seconds;
  for (let at = 0; at < count; at += 1) {
    // One slow sway that ends where it began: the loop has no seam.
    const sway = Math.sin((2 * Math.PI * at) / count) * 3;
    pen.fillStyle = '#b9c4c9';
    pen.fillRect(0, 0, width, height);
    pen.fillStyle = '#8fa0a6';
    pen.fillRect(0, 200, width, 40);
    // Shoulders, head, hair.
    pen.fillStyle = '#3d5a6c';
    pen.beginPath();
    pen.ellipse(160, 235, 110, 95, 0, Math.PI, 2 * Math.PI);
    pen.fill();
    pen.fillStyle = '#d9a57c';
    pen.beginPath();
    pen.ellipse(160 + sway / 2, 78, 36, 46, 0, 0, 2 * Math.PI);
    pen.fill();
    pen.fillStyle = '#2c2420';
    pen.beginPath();
    pen.ellipse(160 + sway / 2, 58, 38, 30, 0, Math.PI, 2 * Math.PI);
    pen.fill();
    // The sheet, held with both hands.
    pen.save();
    pen.translate(160 + sway, 178);
    pen.rotate(sway / 200);
    pen.fillStyle = '#fbfaf4';
    pen.fillRect(-118, -54, 236, 108);
    pen.strokeStyle = '#9a9688';
    pen.strokeRect(-118, -54, 236, 108);
    pen.fillStyle = '#14202c';
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.font = '700 40px "Noto Sans CJK SC", sans-serif';
    words.forEach((line, index) => pen.fillText(line, 0, (index - (words.length - 1) / 2) * 48));
    pen.fillStyle = '#d9a57c';
    for (const side of [-1, 1]) {
      pen.beginPath();
      pen.ellipse(side * 118, 10, 12, 20, 0, 0, 2 * Math.PI);
      pen.fill();
    }
    pen.restore();
    const frame = new VideoFrame(canvas, { timestamp: (at * 1_000_000) / framesPerSecond });
    encoder.encode(frame, { keyFrame: at === 0 });
    frame.close();
  }
  await encoder.flush();
  return frames;
}

/** IVF: a head of 32 bytes, then each frame with its length and number. @param {readonly number[][]} frames */
function ivfOf(frames) {
  const head = Buffer.alloc(32);
  head.write('DKIF', 0, 'latin1');
  head.writeUInt16LE(32, 6);
  head.write('VP80', 8, 'latin1');
  head.writeUInt16LE(width, 12);
  head.writeUInt16LE(height, 14);
  head.writeUInt32LE(framesPerSecond, 16);
  head.writeUInt32LE(1, 20);
  head.writeUInt32LE(frames.length, 24);
  const parts = frames.map((bytes, at) => {
    const own = Buffer.alloc(12);
    own.writeUInt32LE(bytes.length, 0);
    own.writeUInt32LE(at, 4);
    return Buffer.concat([own, Buffer.from(bytes)]);
  });
  return Buffer.concat([head, ...parts]);
}

const executablePath = process.env['CHROMIUM_BIN'] ?? which('chromium') ?? undefined;
// VideoEncoder is there on secure pages alone: the machine's own address is one.
const server = createServer((_, response) => response.end('<!doctype html>')).listen(0, '127.0.0.1');
await new Promise((done) => server.once('listening', done));
const address = server.address();
const browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`);
  const out = join(root, 'assets/callers');
  mkdirSync(out, { recursive: true });
  for (const [name, { words }] of Object.entries(pictures)) {
    const frames = await page.evaluate(draw, { words, width, height, framesPerSecond, seconds });
    const file = ivfOf(frames);
    writeFileSync(join(out, `${name}.ivf`), file);
    console.log(`${name}.ivf: ${frames.length} frames, ${file.length} bytes`);
  }
} finally {
  await browser.close();
  server.close();
}
