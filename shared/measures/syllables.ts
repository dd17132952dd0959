import { highPass, inTurn, lowPass } from './filters.ts';
import { sampleRateHz, toDb } from './frame.ts';

const stepSamples = sampleRateHz / 100;
const dipDb = 3;
const apartSteps = 8;
/** Peaks further under the loudest of the last seconds are no vowels. */
const depthDb = 22;

/**
 * Counts syllables as peaks of the energy between 300 and 2500 Hz with dips of 3 dB, at least 80 ms apart. Without a recogniser this is an
 * estimate: use it to compare one speaker with the same speaker.
 */
export function createSyllableCounter(): { feed(samples: Float32Array): number } {
  const band = inTurn(highPass(300, sampleRateHz), lowPass(2_500, sampleRateHz));
  let [power, filled, step] = [0, 0, 0];
  let smooth = -100;
  let loudest = -100;
  let [peak, peakStep, low, lastStep] = [-100, 0, -100, -1_000];
  const push = (db: number): number => {
    step += 1;
    smooth += 0.45 * (db - smooth);
    loudest = Math.max(loudest - 0.05, smooth);
    if (smooth > peak) [peak, peakStep] = [smooth, step];
    low = Math.min(low, smooth);
    if (smooth < peak - dipDb) {
      const isPeak = peak > loudest - depthDb && peak - low >= dipDb && peakStep - lastStep >= apartSteps;
      if (isPeak) lastStep = peakStep;
      [peak, low] = [smooth, smooth];
      return isPeak ? 1 : 0;
    }
    return 0;
  };
  return {
    feed(samples) {
      let found = 0;
      for (const sample of samples) {
        power += band(sample) ** 2;
        filled += 1;
        if (filled < stepSamples) continue;
        found += push(toDb(power / stepSamples));
        [power, filled] = [0, 0];
      }
      return found;
    },
  };
}
