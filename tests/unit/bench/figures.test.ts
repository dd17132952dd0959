import { describe, expect, it } from 'vitest';
import { readArguments } from '#tests/bench/args.ts';
import { figure, summarise } from '#tests/bench/figures.ts';
import { grown } from '#tests/bench/heap.ts';
import { asMarkdown } from '#tests/bench/report.ts';

const upTo = (n: number): number[] => Array.from({ length: n }, (_, at) => n - at);

describe('a figure', () => {
  it('gives values that were measured, by nearest rank', () => {
    expect(summarise(upTo(100))).toEqual({ n: 100, best: 1, p50: 50, p95: 95, p99: 99, max: 100 });
    expect(summarise([7])).toEqual({ n: 1, best: 7, p50: 7, p95: 7, p99: 7, max: 7 });
  });

  it('is held against the median of the same run', () => {
    const reference = figure('machine', [2, 4, 6]);
    expect(reference).not.toBeNull();
    expect(figure('desk', [6, 6, 7], reference === null ? {} : { reference })).toMatchObject({
      ratio: 1.5,
      reference: { what: 'machine', p50: 4 },
    });
  });

  it('is missing where nothing was measured, and has no ratio to nothing', () => {
    expect(figure('nothing', [])).toBeNull();
    const zero = figure('zero', [0]);
    expect(figure('desk', [1], zero === null ? {} : { reference: zero })).toMatchObject({ ratio: null });
  });
});

describe('the table', () => {
  it('says what is missing and why', () => {
    const section = {
      id: 'hold',
      title: 'Card hold',
      figures: [],
      notes: ['as it was'],
      missing: 'no receipt',
    };
    expect(asMarkdown([section])).toBe('## Card hold\n\n**Missing:** no receipt\n\n- as it was');
  });

  it('has one line per figure with unit, ratio and aim', () => {
    const reference = figure('empty', [100]);
    const one = figure('ours', [150, 160], {
      unit: 'MB',
      aim: '≤ × 1.6',
      ...(reference === null ? {} : { reference }),
    });
    const figures = one === null ? [] : [one];
    expect(asMarkdown([{ id: 'memory', title: 'Memory', figures, notes: [], missing: null }])).toContain(
      '| ours, MB | 2 | 150 | 150 | 160 | 160 | 160 | × 1.50 | empty (100) | ≤ × 1.6 |',
    );
  });
});

describe('what is left after calls', () => {
  it('names classes that grow with them and no others', () => {
    const before = new Map([
      ['Session', 2],
      ['Array', 100],
    ]);
    const after = new Map([
      ['Session', 22],
      ['Array', 104],
      ['Timeout', 10],
    ]);
    expect(grown(before, after, 20)).toEqual([
      { name: 'Session', before: 2, after: 22 },
      { name: 'Timeout', before: 0, after: 10 },
    ]);
  });
});

describe('what is asked of the bench', () => {
  it('is the long form, the short one, or parts of either', () => {
    expect(readArguments([]).size.short).toBe(false);
    expect(readArguments(['--short']).size.short).toBe(true);
    expect(readArguments(['--only', 'hold,soak', '--soak', '1000'])).toMatchObject({
      only: ['hold', 'soak'],
      size: { soakCalls: 1_000 },
    });
  });

  it('is refused where it is not understood', () => {
    expect(() => readArguments(['--calls', 'many'])).toThrow('--calls many');
    expect(() => readArguments(['--fast'])).toThrow('--fast');
  });
});
