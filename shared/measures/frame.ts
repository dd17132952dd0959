/** Everything runs at 16 kHz in frames of 512 samples, which is what the Silero model wants. */
export const sampleRateHz = 16_000;
export const frameSamples = 512;
export const frameMs = (frameSamples / sampleRateHz) * 1_000;
/** Energy is kept in pieces of 4 ms: fine enough to put an edge where it is heard. */
export const pieceSamples = 64;
export const pieceMs = (pieceSamples / sampleRateHz) * 1_000;
export const piecesInFrame = frameSamples / pieceSamples;

/** Below this there is digital silence. */
const floorDb = -100;
export const toDb = (power: number): number => (power <= 1e-10 ? floorDb : 10 * Math.log10(power));

/** One frame of one leg. Levels in dB below full scale. */
export interface Frame {
  /** 0–1, from the model: somebody speaks. */
  readonly probability: number;
  readonly levelDb: number;
  /** The level of each of its eight pieces. */
  readonly piecesDb: readonly number[];
}

/** @param samples 512 of them, −1 to 1 */
export function frameOf(samples: Float32Array, probability: number): Frame {
  const piecesDb: number[] = [];
  let total = 0;
  for (let from = 0; from < samples.length; from += pieceSamples) {
    let power = 0;
    for (let at = from; at < from + pieceSamples; at += 1) power += (samples[at] ?? 0) ** 2;
    total += power;
    piecesDb.push(toDb(power / pieceSamples));
  }
  return { probability, levelDb: toDb(total / samples.length), piecesDb };
}
