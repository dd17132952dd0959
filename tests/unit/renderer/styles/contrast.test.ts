import { describe, expect, test } from 'vitest';
import { colourTokens, contrast } from './tokens.ts';

const grounds = ['--bg', '--surface', '--raised', '--inset', '--hover', '--select'];
const tints = ['--brand-tint', '--warn-tint', '--danger-tint', '--flight-tint'];
const text: readonly (readonly [string, readonly string[]])[] = [
  ['--ink', [...grounds, ...tints]],
  ['--ink-2', [...grounds, ...tints]],
  ['--ink-3', [...grounds, '--brand-tint', '--warn-tint', '--flight-tint']],
  ['--brand-ink', [...grounds, ...tints]],
  ['--danger-ink', ['--bg', '--surface', '--raised', '--inset', '--select', '--danger-tint']],
  ['--warn-ink', ['--bg', '--surface', '--raised', '--inset', '--select', '--warn-tint']],
  ['--flight-ink', [...grounds, '--flight-tint']],
  ['--on-brand', ['--brand', '--brand-hover']],
  ['--on-danger', ['--danger']],
  ...['elderly', 'hearing', 'language', 'sight', 'distress', 'crisis', 'hardship', 'lane', 'third'].map(
    (flag) => [`--flag-${flag}-ink`, [`--flag-${flag}-tint`]] as const,
  ),
];
const marks: readonly (readonly [string, readonly string[]])[] = [
  ['--line-control', ['--bg', '--surface', '--inset']],
  ['--focus', [...grounds, ...tints]],
  ['--warn-mark', ['--bg', '--surface']],
  ['--danger', ['--surface', '--danger-tint']],
];

const tokens = colourTokens();
function worst(
  pairs: readonly (readonly [string, readonly string[]])[],
  theme: 'light' | 'dark',
  needs: number,
): readonly string[] {
  return pairs.flatMap(([ink, on]) =>
    on.flatMap((ground) => {
      const a = tokens.get(ink);
      const b = tokens.get(ground);
      if (!a || !b) return [`${ink} or ${ground} is no token`];
      const ratio = contrast(a[theme], b[theme]);
      return ratio < needs ? [`${ink} on ${ground}: ${ratio.toFixed(2)}`] : [];
    }),
  );
}

describe.each(['light', 'dark'] as const)('contrast in the %s theme', (theme) => {
  test('text has 4.5 on every ground it stands on', () => expect(worst(text, theme, 4.5)).toEqual([]));
  test('edges and marks have 3', () => expect(worst(marks, theme, 3)).toEqual([]));
});

test('the measure itself is right', () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21);
});
