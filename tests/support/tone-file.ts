import { writeFileSync } from 'node:fs';

/** Writes a mono 16-bit wav of one pure tone at −6 dBFS: the agent's voice in tests (Chromium loops it as microphone). */
export function writeToneFile(file: string, hz: number, seconds = 10, rate = 48_000): void {
  const samples = new Int16Array(rate * seconds);
  for (let i = 0; i < samples.length; i++)
    samples[i] = Math.round(16_384 * Math.sin((2 * Math.PI * hz * i) / rate));
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.byteLength, 40);
  writeFileSync(file, Buffer.concat([header, Buffer.from(samples.buffer)]));
}
