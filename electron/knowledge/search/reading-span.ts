import type { TextRange } from '#shared/knowledge/contract.ts';

export interface ReadingSpan extends TextRange {
  readonly by: 'pinyin' | 'initials';
  /** The typed letters end where a word ends. */
  readonly whole: boolean;
}

/**
 * Where in a title the typed letters are its pinyin or initials, from the start of a word on.
 * `syllables`: one per UTF-16 unit, '' for what has no sound; `wordStarts`: ascending.
 */
export function findReading(
  typed: string,
  syllables: readonly string[],
  wordStarts: readonly number[],
): ReadingSpan | undefined {
  let best: ReadingSpan | undefined;
  for (const by of ['initials', 'pinyin'] as const)
    for (const start of wordStarts) {
      const end =
        by === 'pinyin' ? endOfPinyin(typed, syllables, start) : endOfInitials(typed, syllables, start);
      if (end === undefined) continue;
      const whole = isWordEnd(end, syllables, wordStarts);
      if (!best || (whole && !best.whole)) best = { start, end, by, whole };
      if (best.whole) return best;
    }
  return best;
}

const isWordEnd = (end: number, syllables: readonly string[], wordStarts: readonly number[]): boolean =>
  end >= syllables.length || syllables[end] === '' || wordStarts.includes(end);

/** The unit after the last one the letters reach into; the last syllable may be begun only. */
function endOfPinyin(typed: string, syllables: readonly string[], start: number): number | undefined {
  let used = 0;
  for (let at = start; at < syllables.length; at += 1) {
    const syllable = syllables[at] ?? '';
    if (syllable === '') continue;
    const rest = typed.slice(used);
    if (rest.length <= syllable.length) return syllable.startsWith(rest) ? at + 1 : undefined;
    if (!rest.startsWith(syllable)) return undefined;
    used += syllable.length;
  }
  return undefined;
}

function endOfInitials(typed: string, syllables: readonly string[], start: number): number | undefined {
  let used = 0;
  for (let at = start; at < syllables.length; at += 1) {
    const syllable = syllables[at] ?? '';
    if (syllable === '') continue;
    if (syllable.charAt(0) !== typed.charAt(used)) return undefined;
    used += 1;
    if (used === typed.length) return at + 1;
  }
  return undefined;
}
