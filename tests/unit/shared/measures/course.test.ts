import { describe, expect, it } from 'vitest';
import { createConversation } from '#shared/measures/conversation.ts';
import { courseSchema, courseWith, noCourse, type Course } from '#shared/measures/course.ts';
import { frameSamples } from '#shared/measures/frame.ts';
import { betweenOf, medianOf, scaleOf } from '#shared/review/strip.ts';

const course = (more: Partial<Course>): Course => ({ ...noCourse, ...more });

describe('who spoke when', () => {
  it('is told once for each stretch, when it has ended, in the clock of the wall', () => {
    const conversation = createConversation();
    const quiet = { samples: new Float32Array(frameSamples), probability: 0 };
    const voice = { samples: new Float32Array(frameSamples).fill(0.3), probability: 0.95 };
    const feed = (agent: typeof quiet, caller: typeof quiet, frames: number): void => {
      for (let at = 0; at < frames; at += 1) conversation.feed(agent, caller, null);
    };
    const take = () => conversation.takeSpoken((ms) => 1_000_000 + ms);
    feed(quiet, quiet, 30);
    feed(voice, quiet, 60);
    expect(take()).toEqual({ agent: [], caller: [] });
    feed(quiet, quiet, 40);
    const { agent, caller } = take();
    expect(caller).toEqual([]);
    expect(agent).toHaveLength(1);
    const [from = 0, to = 0] = agent[0] ?? [];
    expect(from).toBeGreaterThan(1_000_000 + 700);
    expect(to - from).toBeGreaterThan(1_500);
    expect(take()).toEqual({ agent: [], caller: [] });
  });

  it('stays within its bounds however long the call', () => {
    const spoken = {
      agent: Array.from({ length: 500 }, (_, at): [number, number] => [at, at + 1]),
      caller: [],
    };
    let kept = noCourse;
    for (let at = 0; at < 20; at += 1) kept = courseWith(kept, spoken, 4, at * 10_000);
    expect(courseSchema.safeParse(kept).success).toBe(true);
    expect([kept.agent.length, kept.pace.length]).toEqual([4_000, 20]);
    expect(courseWith(kept, spoken, 4, 195_000).pace).toHaveLength(20);
  });
});

describe('what stands between the lanes', () => {
  it('is silence of two seconds and more, and speech of both of 0.3 s and more', () => {
    const { silences, overlaps } = betweenOf(
      course({
        agent: [
          [0, 3_000],
          [9_000, 12_000],
        ],
        caller: [
          [3_400, 5_000],
          [11_800, 12_500],
          [11_000, 11_400],
        ],
      }),
    );
    expect(silences).toEqual([[5_000, 9_000]]);
    expect(overlaps).toEqual([[11_000, 11_400]]);
  });

  it('is not read across a pause of the measuring', () => {
    expect(
      betweenOf(
        course({
          agent: [
            [0, 1_000],
            [60_000, 61_000],
          ],
          pauses: [[1_200, 59_500]],
        }),
      ).silences,
    ).toEqual([]);
  });

  it('has a scale of at most about ten lines, and a median that is the middle', () => {
    expect(scaleOf(263_000)).toHaveLength(9);
    expect(scaleOf(3 * 3_600_000).length).toBeLessThanOrEqual(11);
    expect([medianOf([]), medianOf([5, 1, 3]), medianOf([1, 4])]).toEqual([null, 3, 2.5]);
  });
});
