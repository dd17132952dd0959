import { PitchDetector } from 'pitchy';
import { highPass, inTurn, lowPass } from '#shared/measures/filters.ts';
import { sampleRateHz } from '#shared/measures/frame.ts';

const windowSamples = 1_024;
const clearEnough = 0.7;

/**
 * Semitones above 55 Hz, or null where the voice has no clear pitch. On the rectified signal: a telephone cuts the fundamental away, and
 * rectifying brings it back from the harmonics.
 */
export function createPitch(): { feed(samples: Float32Array): void; semitones(): number | null } {
  const detector = PitchDetector.forFloat32Array(windowSamples);
  const band = inTurn(highPass(60, sampleRateHz), lowPass(600, sampleRateHz));
  const window = new Float32Array(windowSamples);
  return {
    feed(samples) {
      window.copyWithin(0, samples.length);
      window.set(
        samples.map((sample) => band(Math.abs(sample))),
        windowSamples - samples.length,
      );
    },
    semitones() {
      const [hz, clarity] = detector.findPitch(window, sampleRateHz);
      return clarity < clearEnough || hz < 60 || hz > 500 ? null : 12 * Math.log2(hz / 55);
    },
  };
}
