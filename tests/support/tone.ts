import { readFileSync } from 'node:fs';
import { measureSound, type Sound } from '#electron/training/caller/spectrum.ts';

export interface Wav {
  readonly rate: number;
  /** The first channel. */
  readonly samples: Int16Array;
}

/**
 * Reads 16-bit PCM. A file that is still being written has no length in its header yet: everything after it counts.
 * @throws when it is not such a file
 */
export function readWav(file: string): Wav {
  const bytes = readFileSync(file);
  if (bytes.toString('latin1', 0, 4) !== 'RIFF') throw new Error(`${file} is not a wav`);
  let [rate, channels] = [0, 0];
  for (let at = 12; at + 8 <= bytes.length;) {
    const [id, size] = [bytes.toString('latin1', at, at + 4), bytes.readUInt32LE(at + 4)];
    if (id === 'fmt ') {
      if (bytes.readUInt16LE(at + 22) !== 16) throw new Error(`${file} is not 16-bit`);
      [channels, rate] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 12)];
    }
    if (id === 'data') {
      const end = size > 0 ? Math.min(bytes.length, at + 8 + size) : bytes.length;
      const samples = new Int16Array(Math.floor((end - at - 8) / 2 / channels));
      for (let i = 0; i < samples.length; i += 1) samples[i] = bytes.readInt16LE(at + 8 + i * 2 * channels);
      return { rate, samples };
    }
    at += 8 + size + (size & 1);
  }
  return { rate, samples: new Int16Array() };
}

/** What one part of a recording sounds like; by default its last second. */
export function soundOf(wav: Wav, part: { readonly fromMs?: number; readonly forMs?: number } = {}): Sound {
  const forMs = part.forMs ?? 1_000;
  const count = Math.round((wav.rate * forMs) / 1_000);
  const from =
    part.fromMs === undefined
      ? Math.max(0, wav.samples.length - count)
      : Math.round((wav.rate * part.fromMs) / 1_000);
  return measureSound(wav.samples.subarray(from, from + count), wav.rate);
}

/** Level of one tone in the samples, dB below full scale (Goertzel, so that several tones at once can be told apart). */
export function levelOf(samples: Int16Array, rate: number, hz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hz) / rate);
  let [one, two] = [0, 0];
  for (const sample of samples) {
    const next = sample / 32_768 + turn * one - two;
    two = one;
    one = next;
  }
  const power = one * one + two * two - turn * one * two;
  return 10 * Math.log10(Math.max(1e-20, (4 * power) / samples.length ** 2));
}
