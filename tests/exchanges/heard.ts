import { existsSync, readFileSync } from 'node:fs';
import { levelOf } from '#tests/support/tone.ts';

/** What the first caller heard, as the exchange itself records it: 16-bit samples, 8,000 a second, growing while the call is up. */
export interface Heard {
  /** Level of a tone in the last half second, dB below full scale. */
  level(hz: number): number;
  /** Longest pause since `from` (of `soFar`), milliseconds. */
  longestSilence(from: number): number;
  /** Bytes. */
  soFar(): number;
}

const rate = 8_000;
/** Under this a piece of 20 ms is silence: a tone of ours peaks far above. */
const quiet = 300;
const pieceMs = 20;

export function heardIn(file: string): Heard {
  const read = (): Buffer => (existsSync(file) ? readFileSync(file) : Buffer.alloc(0));
  return {
    level(hz) {
      const bytes = read().subarray(-rate);
      if (bytes.length < rate) return -200;
      const samples = Int16Array.from({ length: bytes.length >> 1 }, (_, at) => bytes.readInt16LE(at * 2));
      return levelOf(samples, rate, hz);
    },
    soFar: () => read().length,
    longestSilence(from) {
      const bytes = read();
      const piece = (rate * pieceMs * 2) / 1_000;
      let [longest, run] = [0, 0];
      for (let at = from - (from % piece); at + piece <= bytes.length; at += piece) {
        let peak = 0;
        for (let one = 0; one < piece; one += 2) peak = Math.max(peak, Math.abs(bytes.readInt16LE(at + one)));
        run = peak < quiet ? run + pieceMs : 0;
        longest = Math.max(longest, run);
      }
      return longest;
    },
  };
}
