import { describe, expect, it } from 'vitest';
import { createSound } from '#renderer/features/training/recordings/sound-of.ts';
import { stops } from '#renderer/features/training/recordings/player-keys.ts';
import { wavePath } from '#renderer/features/training/recordings/wave-path.ts';
import type { CommandOutput } from '#shared/contract/index.ts';
import { decodeMulaw, encodeMulawSample } from '#shared/lib/mulaw.ts';
import type { Recording } from '#shared/recording/recording.ts';

type Answer = CommandOutput<'recording/sound'>;
const leg = (level: number, samples: number): string =>
  Buffer.alloc(samples, encodeMulawSample(level)).toString('base64');
const valueOf = (level: number): number => decodeMulaw(encodeMulawSample(level)) / 32_768;

/** Three chunks of 1,600 samples with a hole before the last; two of them in the first answer. */
const chunks: Answer['chunks'] = [
  { atSample: 0, samples: 1_600, agent: leg(4_000, 1_600), caller: null },
  { atSample: 1_600, samples: 1_600, agent: null, caller: leg(-9_000, 1_600) },
  { atSample: 4_800, samples: 1_600, agent: leg(4_000, 1_600), caller: leg(-9_000, 1_600) },
];
const soundOf = () => {
  const asked: number[] = [];
  const sound = createSound(async (fromMs) => {
    asked.push(fromMs);
    const rest = chunks.filter(({ atSample, samples }) => atSample + samples > fromMs * 16);
    return { chunks: rest.slice(0, 2), last: rest.length <= 2 };
  });
  return { asked, sound };
};

describe('the sound of a recording', () => {
  it('is both voices in their place, and silence where nothing was recorded', async () => {
    const { sound } = soundOf();
    const all = (await sound.read(0, 8_000, 'both')) ?? new Float32Array();
    const [agent, caller] = [valueOf(4_000), valueOf(-9_000)];
    for (const [at, level] of [
      [0, agent],
      [1_599, agent],
      [1_600, caller],
      [3_199, caller],
      [3_200, 0],
      [4_799, 0],
      [4_800, agent + caller],
      [6_400, 0],
    ] as const)
      expect(all[at], String(at)).toBeCloseTo(level, 6);
  });

  it('is one voice alone when it is wanted so', async () => {
    const { sound } = soundOf();
    const alone = (await sound.read(0, 6_400, 'caller')) ?? new Float32Array();
    expect(alone[10]).toBe(0);
    expect(alone[5_000]).toBeCloseTo(valueOf(-9_000), 6);
  });

  it('asks main once for what it has, and again for what comes after', async () => {
    const { sound, asked } = soundOf();
    await sound.read(0, 1_000, 'both');
    await sound.read(1_000, 2_000, 'both');
    expect(asked).toEqual([0]);
    await sound.read(3_000, 2_500, 'both');
    expect(asked).toEqual([0, 200]);
  });

  it('is nothing when main does not answer', async () => {
    expect(await createSound(async () => null).read(0, 100, 'both')).toBeNull();
  });
});

describe('the wave', () => {
  it('has a bar where there is sound and none where there is silence', () => {
    const path = wavePath(Uint8Array.from([0, 0, 255, 255, 0, 0, 64, 64]), 4, 30, 20);
    expect(path).toBe('M1.5 10.0v40.0M3.5 20.0v20.0');
  });
});

it('the places to go to come in the order of time', () => {
  const recording = {
    marks: [{ kind: 'paused', fromMs: 5_000, toMs: 9_000 }],
    moments: [
      { atMs: 7_000, kind: 'verified', params: {} },
      { atMs: 1_000, kind: 'answered', params: {} },
    ],
  } as unknown as Recording;
  expect(stops(recording).map(({ atMs }) => atMs)).toEqual([1_000, 5_000, 7_000]);
});
