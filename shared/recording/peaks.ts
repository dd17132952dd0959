import { decodeMulaw } from '#shared/lib/mulaw.ts';
import { peakSamples } from './sound.ts';

/** The loudest sample of each 64 ms of one leg, 0–255; null: the leg is silent. */
export function peaksOf(codes: Uint8Array | null, samples: number): Uint8Array {
  const peaks = new Uint8Array(Math.ceil(samples / peakSamples));
  if (codes === null) return peaks;
  for (const [index, code] of codes.entries()) {
    const at = Math.floor(index / peakSamples);
    peaks[at] = Math.max(peaks[at] ?? 0, Math.min(255, Math.ceil(Math.abs(decodeMulaw(code)) / 128)));
  }
  return peaks;
}

/**
 * Puts the peaks of chunks where they belong in time. What lies between two chunks is silent.
 * @param chunks in any order; `atSample` from the beginning of the recording
 */
export function laidPeaks(
  chunks: readonly { readonly atSample: number; readonly peaks: Uint8Array }[],
  totalSamples: number,
): Uint8Array {
  const whole = new Uint8Array(Math.ceil(totalSamples / peakSamples));
  for (const { atSample, peaks } of chunks) {
    const from = Math.round(atSample / peakSamples);
    for (const [index, peak] of peaks.entries())
      if (from + index < whole.length) whole[from + index] = Math.max(whole[from + index] ?? 0, peak);
  }
  return whole;
}
