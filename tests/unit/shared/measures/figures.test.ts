import { describe, expect, test } from 'vitest';
import { createPitch } from '#renderer/media/measures/pitch.ts';
import { createBaseline } from '#shared/measures/baseline.ts';
import { kWeighting } from '#shared/measures/filters.ts';
import { frameOf, frameSamples, sampleRateHz } from '#shared/measures/frame.ts';
import { createLeg } from '#shared/measures/leg.ts';

const tone = (hz: number, count: number): Float32Array =>
  Float32Array.from({ length: count }, (_, at) => Math.sin((2 * Math.PI * hz * at) / sampleRateHz));

describe('figures', () => {
  test('K-weighting lifts what an ear hears well by 4 dB and drops what it does not hear', () => {
    const gain = (hz: number): number => {
      const weigh = kWeighting(sampleRateHz);
      const out = tone(hz, sampleRateHz)
        .map(weigh)
        .subarray(sampleRateHz / 2);
      return 10 * Math.log10((out.reduce((sum, one) => sum + one * one, 0) / out.length) * 2);
    };
    expect(gain(200)).toBeCloseTo(0, 0);
    expect(gain(6_000)).toBeCloseTo(4, 0);
    expect(gain(10)).toBeLessThan(-15);
  });

  test('a telephone voice without its fundamental keeps its pitch', () => {
    const pitch = createPitch();
    const harmonics = [3, 4, 5, 6].map((one) => tone(120 * one, 4_096));
    const voice = tone(0, 4_096).map((_, at) => harmonics.reduce((sum, one) => sum + (one[at] ?? 0) / 8, 0));
    for (let at = 0; at < 4_096; at += frameSamples) pitch.feed(voice.slice(at, at + frameSamples));
    expect(pitch.semitones()).toBeCloseTo(12 * Math.log2(120 / 55), 0);
  });

  test('a change is against the own beginning, and there is none before it has been heard', () => {
    const baseline = createBaseline(10, 1);
    for (let at = 0; at < 200; at += 1) baseline.add(-30 + (at % 3));
    expect(baseline.change()).toBeNull();
    for (let at = 0; at < 50; at += 1) baseline.add(-23 + (at % 3));
    expect(baseline.change()).toEqual({ difference: 7, sigmas: 7 });
  });

  test('the other side in the headset is no talk-over; a voice of the own level is speech', () => {
    const leg = createLeg();
    const heard = (level: number) =>
      frameOf(
        tone(300, frameSamples).map((one) => one * level),
        0.95,
      );
    for (let at = 0; at < 40; at += 1) leg.feed(heard(0.01), -10);
    expect(leg.segments()).toEqual([]);
    for (let at = 0; at < 40; at += 1) leg.feed(heard(0.3), -60);
    expect(leg.segments()).toHaveLength(1);
  });
});
