import { describe, expect, test } from 'vitest';
import { lineChanges, withoutSame } from '#renderer/features/editor/line-changes.ts';
import { seeded } from '#tests/support/seeded.ts';

const side = (lines: ReturnType<typeof lineChanges>, not: 'added' | 'removed'): string =>
  lines
    .filter(({ kind }) => kind !== not)
    .map(({ pieces }) => pieces.map(({ text }) => text).join(''))
    .join('\n');

describe('changes', () => {
  test('inside a line that is mostly the same, the letters that changed are marked', () => {
    const lines = lineChanges('一\n由班长核实，或本人到网点\n三', '一\n由班长核实，或本人到任一网点\n三');
    expect(lines.map(({ kind }) => kind)).toEqual(['same', 'removed', 'added', 'same']);
    expect(lines[2]?.pieces.filter(({ changed }) => changed)).toEqual([{ text: '任一', changed: true }]);
    expect([lines[1]?.before, lines[2]?.after]).toEqual([2, 2]);
  });

  test('both texts can be read back out of it, whatever they are', () => {
    const random = seeded(7);
    const words = ['甲', '乙', '', '- 丙丁', '## 答案', '😀', '  空', '同一行'];
    const text = (): string =>
      Array.from(
        { length: Math.floor(random() * 14) + 1 },
        () => words[Math.floor(random() * words.length)],
      ).join('\n');
    for (let round = 0; round < 400; round += 1) {
      const [before, after] = [text(), text()];
      const lines = lineChanges(before, after);
      expect(side(lines, 'added')).toBe(before);
      expect(side(lines, 'removed')).toBe(after);
    }
  });

  test('what did not change is left out, but for two lines around', () => {
    const before = Array.from({ length: 20 }, (_, at) => `第 ${at}`).join('\n');
    const shown = withoutSame(lineChanges(before, before.replace('第 10', '改 10')));
    expect(shown.map((line) => (line.kind === 'skipped' ? line.count : line.kind))).toEqual([
      8,
      'same',
      'same',
      'removed',
      'added',
      'same',
      'same',
      7,
    ]);
  });
});
