/** Fewest and most characters (code points) of a passphrase. */
export const passphraseMinLength = 8;
export const passphraseMaxLength = 200;

export type PassphraseWeakness = 'tooShort' | 'tooLong' | 'repeated' | 'sequence';

/**
 * Why a passphrase would be refused, or null. Counted in characters as a person counts them (code points), after NFC.
 * Only what gives no protection at all is refused: too short, one or two characters repeated, a run such as 12345678.
 */
export function passphraseWeakness(given: string): PassphraseWeakness | null {
  const points = Array.from(given.normalize('NFC'));
  if (points.length < passphraseMinLength) return 'tooShort';
  if (points.length > passphraseMaxLength) return 'tooLong';
  if (new Set(points).size <= 2) return 'repeated';
  if (isRun(points, 1) || isRun(points, -1)) return 'sequence';
  return null;
}

function isRun(points: readonly string[], step: number): boolean {
  return points.every((point, at) => {
    const before = points[at - 1];
    return before === undefined || (point.codePointAt(0) ?? 0) - (before.codePointAt(0) ?? 0) === step;
  });
}
