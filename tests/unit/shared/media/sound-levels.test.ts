import { expect, test } from 'vitest';
import { leakOf, roundTripOf, voiceOf } from '#shared/media/sound-levels.ts';
import { noisy, seeded } from '#tests/eval/measures-audio.ts';

const rate = 16_000;
const gainOf = (db: number): number => 10 ** (db / 20);

/** Syllables of 150 ms with pauses of 90 ms, half a second of quiet at both ends: RMS of the sounding part as asked. */
function speech(db: number, seconds = 3): Float32Array {
  return Float32Array.from({ length: rate * seconds }, (_, at) => {
    const ms = (at * 1_000) / rate;
    const sounds = ms > 500 && ms < seconds * 1_000 - 500 && ms % 240 < 150;
    return sounds ? gainOf(db) * Math.SQRT2 * Math.sin((2 * Math.PI * 300 * at) / rate) : 0;
  });
}

test('a voice at the level telephony aims at is good, and its level is what it is', () => {
  const { speechDb, verdict } = voiceOf(noisy(speech(-26), 40, seeded(1)), rate);
  expect(verdict).toBe('good');
  expect(Math.abs((speechDb ?? 0) + 26)).toBeLessThan(1.5);
});

test('too quiet, too loud, cut off, drowned in noise, nobody there', () => {
  expect(voiceOf(speech(-46), rate).verdict).toBe('quiet');
  expect(voiceOf(speech(-8), rate).verdict).toBe('loud');
  const cut = speech(-14).map((one) => Math.max(-1, Math.min(1, one * 8)));
  expect(voiceOf(cut, rate).verdict).toBe('loud');
  expect(voiceOf(noisy(speech(-26), 6, seeded(2)), rate).verdict).toBe('noisy');
  expect(voiceOf(new Float32Array(rate * 3), rate)).toMatchObject({ verdict: 'nothing', speechDb: null });
});

test('what the loudspeaker plays and the microphone hears is a leak, late or not; talk of one’s own is none', () => {
  const played = speech(-20, 4);
  const late = (samples: Float32Array, ms: number, db: number): Float32Array => {
    const by = (ms * rate) / 1_000;
    return Float32Array.from(samples, (_, at) => gainOf(db) * (samples[at - by] ?? 0));
  };
  expect(leakOf(late(played, 180, -12), played, rate)).toMatchObject({ verdict: 'strong' });
  expect(leakOf(late(played, 60, -34), played, rate)).toMatchObject({ verdict: 'some' });
  expect(leakOf(new Float32Array(rate * 4), played, rate)).toEqual({ leakDb: null, verdict: 'none' });
  const own = Float32Array.from({ length: rate * 4 }, (_, at) =>
    at > rate && at < 2 * rate ? 0.2 * Math.sin(at / 7) : 0,
  );
  expect(leakOf(own, played, rate).verdict).toBe('none');
});

test('the way there and back is found in noise and at another level, and is null when nothing comes back', () => {
  const probe = Float32Array.from({ length: rate * 3 }, (_, at) => {
    const s = at / rate - 0.4;
    return s < 0 || s > 0.12 ? 0 : 0.4 * Math.sin(2 * Math.PI * (500 * s + (2_000 / 0.24) * s * s));
  });
  const back = Float32Array.from(probe, (_, at) => 0.1 * (probe[at - 0.217 * rate] ?? 0));
  const where = { fromMs: 400, probeMs: 120 };
  expect(roundTripOf(probe, noisy(back, 10, seeded(3)), rate, where)).toBeCloseTo(217, 0);
  expect(roundTripOf(probe, new Float32Array(rate * 3), rate, where)).toBeNull();
});
