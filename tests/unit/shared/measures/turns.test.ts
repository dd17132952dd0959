import { describe, expect, test } from 'vitest';
import { frameMs } from '#shared/measures/frame.ts';
import { createSegmenter } from '#shared/measures/segmenter.ts';
import { turnsOf } from '#shared/measures/turns.ts';

const at = (startMs: number, endMs: number) => ({ startMs, endMs });

describe('turns', () => {
  test('an answer is timed from the end of what the agent said', () => {
    const turns = turnsOf([at(0, 2_000), at(9_000, 10_000)], [at(5_100, 7_000), at(10_400, 12_000)], 13_000);
    expect(turns.responses.map(({ latencyMs }) => latencyMs)).toEqual([3_100, 400]);
    expect(turns).toMatchObject({ overlapMs: 0, silences: 2, longestSilenceMs: 3_100, agentTalkMs: 3_000 });
  });

  test('a caller who comes in on the agent gives talk-over and no answer delay', () => {
    const turns = turnsOf([at(0, 3_000)], [at(2_000, 5_000)], 5_000);
    expect(turns).toMatchObject({ overlapMs: 1_000, callerOver: 1, agentOver: 0, responses: [] });
  });

  test('a short sound of assent is neither', () => {
    const turns = turnsOf([at(0, 3_000)], [at(1_000, 1_250), at(3_200, 3_450), at(6_000, 8_000)], 8_000);
    expect(turns).toMatchObject({ callerOver: 0, agentOver: 0 });
    expect(turns.responses.map(({ latencyMs }) => latencyMs)).toEqual([3_000]);
  });

  test('an agent who goes on before the answer has asked only once', () => {
    const turns = turnsOf([at(0, 1_000), at(1_600, 3_000)], [at(4_000, 5_000)], 5_000);
    expect(turns.responses.map(({ agentEndMs }) => agentEndMs)).toEqual([3_000]);
  });
});

describe('segmenter', () => {
  const run = (frames: readonly number[]) => {
    const segmenter = createSegmenter();
    return frames.flatMap((one) => segmenter.feed(one) ?? []);
  };

  test('dates an edge back to where it was, and keeps a breath inside a sentence', () => {
    const frames = [
      ...Array(10).fill(0),
      ...Array(20).fill(0.9),
      ...Array(8).fill(0.1),
      ...Array(5).fill(0.9),
      ...Array(20).fill(0),
    ];
    expect(run(frames)).toEqual([{ opened: 10 * frameMs }, { closed: 43 * frameMs }]);
  });

  test('opens for no single frame, and for nothing between the thresholds', () => {
    expect(run([0, 0.9, 0, 0.9, 0, ...Array(50).fill(0.45)])).toEqual([]);
  });
});
