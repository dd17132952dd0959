import { describe, expect, it } from 'vitest';
import { measureSound } from '#electron/training/caller/spectrum.ts';
import { decodeMulaw, encodeMulaw, encodeMulawSample, mulawSilence } from '#shared/lib/mulaw.ts';
import { laidPeaks, peaksOf } from '#shared/recording/peaks.ts';
import { chunkSamples, peakSamples, recordedRateHz } from '#shared/recording/sound.ts';
import { stretched } from '#shared/recording/stretch.ts';

const tone = (hz: number, seconds: number): Float32Array =>
  Float32Array.from(
    { length: recordedRateHz * seconds },
    (_, at) => 0.5 * Math.sin((2 * Math.PI * hz * at) / recordedRateHz),
  );
const soundOf = (samples: Float32Array) =>
  measureSound(
    Int16Array.from(samples.subarray(2_000, 2_000 + recordedRateHz), (one) => one * 32_767),
    recordedRateHz,
  );

describe('μ-law', () => {
  it('gives silence back as exact silence, and nothing else as silence of another kind', () => {
    expect(encodeMulawSample(0)).toBe(mulawSilence);
    expect(decodeMulaw(mulawSilence)).toBe(0);
  });
  it('keeps a tone pure', () => {
    const pcm = Int16Array.from(tone(1_000, 1), (one) => one * 32_767);
    const { dominantHz, purity } = measureSound(
      Int16Array.from(encodeMulaw(pcm), decodeMulaw),
      recordedRateHz,
    );
    expect(Math.abs((dominantHz ?? 0) - 1_000)).toBeLessThan(2);
    expect(purity).toBeGreaterThan(0.99);
  });
});

describe('the wave', () => {
  it('has the loudest sample of each 64 ms', () => {
    const codes = new Uint8Array(chunkSamples).fill(mulawSilence);
    codes[3 * peakSamples + 5] = encodeMulawSample(-32_000);
    const peaks = peaksOf(codes, chunkSamples);
    expect([...peaks.keys()].filter((at) => (peaks[at] ?? 0) > 0)).toEqual([3]);
    expect(peaks[3]).toBeGreaterThan(240);
    expect([...peaksOf(null, chunkSamples)]).toEqual(
      Array.from({ length: chunkSamples / peakSamples }, () => 0),
    );
  });
  it('lies where it belongs, silent in between', () => {
    const peaks = Uint8Array.from([9, 9]);
    const whole = laidPeaks(
      [
        { atSample: 0, peaks },
        { atSample: 5 * peakSamples, peaks },
      ],
      8 * peakSamples,
    );
    expect([...whole]).toEqual([9, 9, 0, 0, 0, 9, 9, 0]);
  });
});

describe('another speed', () => {
  it.each([0.75, 1.25, 1.5, 2])(
    '%s times: as much shorter or longer, at the same pitch, on both legs',
    (rate) => {
      const legs = stretched([tone(440, 4), tone(1_000, 4)], rate);
      for (const [index, hz] of [440, 1_000].entries()) {
        const leg = legs[index] ?? new Float32Array();
        expect(Math.abs(leg.length / recordedRateHz - 4 / rate)).toBeLessThan(0.1);
        const { dominantHz, purity } = soundOf(leg);
        expect(Math.abs((dominantHz ?? 0) - hz)).toBeLessThan(12);
        expect(purity).toBeGreaterThan(0.7);
      }
    },
  );
  it('as it was, and what is too short, comes back as it is', () => {
    const leg = tone(440, 1);
    expect(stretched([leg], 1)[0]).toEqual(leg);
    expect(stretched([leg.subarray(0, 900)], 2)[0]).toHaveLength(900);
  });
});
