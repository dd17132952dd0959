/**
 * Presentation of real-time text, ITU-T T.140: characters as they are typed, corrections included. Pure.
 * Line separator U+2028 ends a line; CR, LF and CR LF are read as one (T.140 §8.1). Backspace erases the last character, combining
 * marks and all, also past the beginning of a line. U+FEFF carries nothing. U+FFFD stands where text was lost.
 */
export const lineSeparator = '\u2028';
export const backspace = '\b';
export const byteOrderMark = '\uFEFF';
export const lostText = '\uFFFD';

export interface T140State {
  /** Finished lines that nobody has taken yet, oldest first. */
  readonly lines: readonly string[];
  /** The line that is being written. */
  readonly line: string;
  /** Inside a control sequence: what ends it. */
  readonly skipping: 'csi' | 'string' | 'escape' | null;
  /** The character before was CR: an LF after it is no second line. */
  readonly afterReturn: boolean;
}
export const noText: T140State = { lines: [], line: '', skipping: null, afterReturn: false };

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const graphemes = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment);
const withoutLast = (text: string): string => graphemes(text).slice(0, -1).join('');

/** What stands there after this was received. */
export function readT140(state: T140State, chunk: string): T140State {
  let { lines, line, skipping, afterReturn } = state;
  for (const char of chunk) {
    const code = char.codePointAt(0) ?? 0;
    if (skipping !== null) {
      skipping = endsControl(skipping, code) ? null : skipping;
      continue;
    }
    if (char === '\n' && afterReturn) {
      afterReturn = false;
      continue;
    }
    afterReturn = char === '\r';
    if (char === lineSeparator || char === '\u2029' || char === '\r' || char === '\n') {
      lines = [...lines, line];
      line = '';
    } else if (char === backspace) {
      if (line === '') {
        line = lines.at(-1) ?? '';
        lines = lines.slice(0, -1);
      } else line = withoutLast(line);
    } else if (code === 0x9b) skipping = 'csi';
    else if (code === 0x98) skipping = 'string';
    else if (code === 0x1b) skipping = 'escape';
    else if (char !== byteOrderMark && (code >= 0x20 || char === '\t') && (code < 0x7f || code > 0x9f))
      line += char;
  }
  return { lines, line, skipping, afterReturn };
}

/** CSI ends with a final byte, a string with ST, ESC with the one character after it (T.140 §8). */
const endsControl = (kind: NonNullable<T140State['skipping']>, code: number): boolean =>
  kind === 'string' ? code === 0x9c : kind === 'escape' || (code >= 0x40 && code <= 0x7e);

/** The finished lines were taken: erasing cannot bring them back. */
export const taken = (state: T140State): T140State => ({ ...state, lines: [] });

/** Text was lost on the way: the mark stands where it would have been. */
export const withLoss = (state: T140State): T140State => ({ ...state, line: state.line + lostText });

/** What to send so that the far end's line becomes `after`: as many backspaces as characters go, then what is new. */
export function encodeEdit(before: string, after: string): string {
  const [was, is] = [graphemes(before), graphemes(after)];
  let same = 0;
  while (same < was.length && same < is.length && was[same] === is[same]) same += 1;
  return backspace.repeat(was.length - same) + is.slice(same).join('');
}
