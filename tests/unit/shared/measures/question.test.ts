import { describe, expect, test } from 'vitest';
import { answerTo } from '#shared/measures/question.ts';
import { turnsOf } from '#shared/measures/turns.ts';

const at = (startMs: number, endMs: number) => ({ startMs, endMs });
const latency = (...given: Parameters<typeof answerTo>): number | null =>
  answerTo(...given)?.latencyMs ?? null;

describe('a marked question', () => {
  test('marked while it is asked: its answer counts from the end of the question', () => {
    expect(latency([at(1_000, 4_000)], [at(7_100, 9_000)], 2_000)).toBe(3_100);
  });

  test('marked just after it was asked, with the answer already begun', () => {
    expect(latency([at(1_000, 4_000)], [at(4_400, 6_000)], 5_200)).toBe(400);
  });

  test('marked before it is asked: what the caller still says is no answer', () => {
    const caller = [at(900, 2_500), at(9_000, 10_000)];
    expect(latency([at(3_000, 6_000)], caller, 1_000)).toBe(3_000);
    expect(latency([at(3_000, 6_000)], caller.slice(0, 1), 1_000)).toBeNull();
  });

  test('an agent who takes a breath asks one question', () => {
    expect(latency([at(1_000, 2_000), at(2_700, 4_000)], [at(6_000, 7_000)], 1_500)).toBe(2_000);
  });

  test('a caller who comes in before the end and goes on answers at once; assent in between is no answer', () => {
    expect(latency([at(1_000, 4_000)], [at(3_500, 6_000)], 1_500)).toBe(0);
    expect(latency([at(1_000, 4_000)], [at(2_000, 2_500), at(6_000, 7_000)], 1_500)).toBe(2_000);
    expect(latency([at(1_000, 4_000)], [at(4_500, 4_700), at(6_000, 7_000)], 1_500)).toBe(2_000);
  });

  test('nothing said since the mark: no answer yet', () => {
    expect(latency([at(1_000, 4_000)], [at(5_000, 6_000)], 20_000)).toBeNull();
    expect(latency([], [], 0)).toBeNull();
  });
});

test('nothing is read across a hold: no answer, no silence', () => {
  const [agent, caller] = [[at(0, 2_000)], [at(9_000, 10_000)]];
  expect(turnsOf(agent, caller, 10_000).responses).toHaveLength(1);
  const held = turnsOf(agent, caller, 10_000, [2_500]);
  expect(held.responses).toEqual([]);
  expect(held.longestSilenceMs).toBe(6_500);
  expect(turnsOf(agent, caller, 10_000, [2_000, 9_000])).toMatchObject({
    silences: 1,
    longestSilenceMs: 7_000,
  });
});
