import { describe, expect, it } from 'vitest';
import {
  arrowHead,
  beginMark,
  drawnSize,
  growMark,
  isMeant,
  type Mark,
} from '#renderer/features/picture/marks.ts';

const at = (x: number, y: number) => ({ x, y });

describe('marks on a picture', () => {
  it('count their numbers on, and one fewer after an undo', () => {
    const first = beginMark('number', at(1, 1), []);
    const second = beginMark('number', at(2, 2), [first]);
    expect([first, second].map((mark) => (mark.tool === 'number' ? mark.value : 0))).toEqual([1, 2]);
    expect(beginMark('number', at(3, 3), [first])).toMatchObject({ value: 2 });
  });

  it('grow with the pointer', () => {
    expect(growMark(growMark(beginMark('pen', at(0, 0), []), at(1, 0)), at(2, 0))).toEqual({
      tool: 'pen',
      points: [at(0, 0), at(1, 0), at(2, 0)],
    });
    expect(growMark(beginMark('frame', at(0, 0), []), at(9, 9))).toMatchObject({ to: at(9, 9) });
  });

  it('are none when they are a slip of the finger', () => {
    const slip: Mark = { tool: 'arrow', from: at(5, 5), to: at(6, 6) };
    expect(isMeant(slip)).toBe(false);
    expect(isMeant({ ...slip, to: at(50, 50) })).toBe(true);
    expect(isMeant({ tool: 'pen', points: [at(1, 1)] })).toBe(false);
  });

  it('point where they lead', () => {
    const [left, right] = arrowHead(at(0, 0), at(100, 0), 10);
    expect(left.x).toBeLessThan(100);
    expect(left.y).toBeCloseTo(-right.y);
  });

  it('lie on a picture that fits a telephone, never larger than it came', () => {
    expect(drawnSize(1080, 2400)).toEqual({ width: 720, height: 1600 });
    expect(drawnSize(300, 200)).toEqual({ width: 300, height: 200 });
    expect(drawnSize(1, 9_000)).toEqual({ width: 1, height: 1600 });
  });
});
