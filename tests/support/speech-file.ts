import { writeFileSync } from 'node:fs';

/** Writes mono 16-bit wav: what a person says, for a microphone that Chromium plays from a file, over and over. */
export function writeSpeechFile(file: string, samples: Float32Array, rate: number): void {
  const bytes = Buffer.alloc(44 + samples.length * 2);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + samples.length * 2, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(samples.length * 2, 40);
  for (const [at, sample] of samples.entries())
    bytes.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), 44 + at * 2);
  writeFileSync(file, bytes);
}

/** Pieces of sound one after the other with silence between, seconds. */
export function laid(
  rate: number,
  pieces: readonly { readonly afterS: number; readonly clip: Float32Array; readonly gain?: number }[],
  endS: number,
): Float32Array {
  const parts = pieces.flatMap(({ afterS, clip, gain = 1 }) => [
    new Float32Array(Math.round(afterS * rate)),
    gain === 1 ? clip : clip.map((sample) => sample * gain),
  ]);
  parts.push(new Float32Array(Math.round(endS * rate)));
  const out = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
