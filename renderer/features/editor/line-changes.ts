import { diffArrays, diffChars } from 'diff';

/** A stretch of a line: as it was, as it is, or both. */
export interface Piece {
  readonly text: string;
  readonly changed: boolean;
}
export interface ChangedLine {
  readonly kind: 'same' | 'removed' | 'added';
  /** 1-based in the text before and after; null where it is not. */
  readonly before: number | null;
  readonly after: number | null;
  readonly pieces: readonly Piece[];
}
/** Lines that did not change, between those that did. */
export interface Skipped {
  readonly kind: 'skipped';
  readonly count: number;
}

/** Unchanged lines that stay beside a change, for the eye to find its place. */
const around = 2;
/** Two lines with less in common are two lines and not one that changed. */
const alike = 0.35;

const same = (text: string): readonly Piece[] => [{ text, changed: false }];
const whole = (text: string): readonly Piece[] => [{ text, changed: true }];

/** Both sides of a line that changed: which letters went and which came. Chinese has no blanks, so it goes by characters. */
function piecesOf(before: string, after: string): readonly [readonly Piece[], readonly Piece[]] {
  const parts = diffChars(before, after, { maxEditLength: 400 });
  const common =
    parts?.reduce((sum, part) => sum + (part.added || part.removed ? 0 : part.value.length), 0) ?? 0;
  if (!parts || common < alike * Math.max(before.length, after.length)) return [whole(before), whole(after)];
  const side = (gone: 'added' | 'removed', own: 'added' | 'removed'): readonly Piece[] =>
    parts.filter((part) => !part[gone]).map((part) => ({ text: part.value, changed: part[own] }));
  return [side('added', 'removed'), side('removed', 'added')];
}

/** What became of a text, line by line, with the letters that changed marked inside lines that are mostly the same. */
export function lineChanges(before: string, after: string): readonly ChangedLine[] {
  const lines: ChangedLine[] = [];
  let [from, to] = [1, 1];
  const parts = diffArrays(before.split(/\r?\n/), after.split(/\r?\n/));
  parts.forEach((part, at) => {
    const then = parts[at + 1];
    if (part.removed) {
      const came = then?.added ? then.value : [];
      const pairs = part.value.map((line, index) => {
        const other = came[index];
        return other === undefined ? null : piecesOf(line, other);
      });
      part.value.forEach((line, index) =>
        lines.push({
          kind: 'removed',
          before: from++,
          after: null,
          pieces: pairs[index]?.[0] ?? whole(line),
        }),
      );
      came.forEach((line, index) =>
        lines.push({ kind: 'added', before: null, after: to++, pieces: pairs[index]?.[1] ?? whole(line) }),
      );
    } else if (part.added) {
      if (!parts[at - 1]?.removed)
        for (const line of part.value)
          lines.push({ kind: 'added', before: null, after: to++, pieces: same(line) });
    } else
      for (const line of part.value)
        lines.push({ kind: 'same', before: from++, after: to++, pieces: same(line) });
  });
  return lines;
}

/** Leaves out what did not change, but for the lines around a change. */
export function withoutSame(lines: readonly ChangedLine[]): readonly (ChangedLine | Skipped)[] {
  const near = new Set(
    lines.flatMap((line, at) =>
      line.kind === 'same' ? [] : Array.from({ length: 2 * around + 1 }, (_, index) => at - around + index),
    ),
  );
  const shown: (ChangedLine | Skipped)[] = [];
  lines.forEach((line, at) => {
    const last = shown.at(-1);
    if (near.has(at)) shown.push(line);
    else if (last?.kind === 'skipped') shown[shown.length - 1] = { kind: 'skipped', count: last.count + 1 };
    else shown.push({ kind: 'skipped', count: 1 });
  });
  return shown;
}
