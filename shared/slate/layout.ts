/**
 * How the slate's words stand in the picture (case 1.14: the clerk's sheet of paper). Pure, so that main, the media window
 * and the desk reckon the same lines. Lengths are pixels of the picture as it is sent; the far end may see half of them.
 */
export type SlateMode = 'full' | 'band';

/** The picture that is sent: 4:3, the shape of a telephone's small video and of 240p (320×240). */
export const pictureSize = { width: 640, height: 480 } as const;

export interface SlatePage {
  readonly lines: readonly string[];
}

export interface SlateLayout {
  readonly sizePx: number;
  readonly linePx: number;
  readonly pages: readonly SlatePage[];
}

interface Box {
  readonly width: number;
  readonly height: number;
  /** Largest first. The smallest is half as many pixels at 240p: never under 26, where a Chinese character is still clear. */
  readonly sizes: readonly number[];
}

const boxes: Readonly<Record<SlateMode, Box>> = {
  full: { width: 584, height: 408, sizes: [88, 76, 66, 58] },
  band: { width: 600, height: 160, sizes: [62, 52] },
};
/** Height of the band at the foot of the picture, its margin included. */
export const bandHeight = 184;
const lineRatio = 1.28;

/** What must not begin a line, and what must not end one (GB/T 15834, JIS X 4051). */
const notFirst = new Set('，。、；：？！）》」』】〉〕｝”’％‰℃·…—～,.;:?!)]}%°');
const notLast = new Set('（《「『【〈〔｛“‘([{￥¥$￡£#＃№');

const narrow = new Set("iljtfI1.,;:!|'()[]`");
const wide = new Set('mwMW@%&—…');

/** Width of one character in ems of the bold face it is drawn in, a little more rather than less. */
export function emsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x250) {
    if (character === ' ') return 0.3;
    if (narrow.has(character)) return 0.38;
    if (wide.has(character)) return 1;
    return /[A-Z]/.test(character) ? 0.72 : 0.62;
  }
  return 1;
}
export const emsOfText = (text: string): number => [...text].reduce((sum, one) => sum + emsOf(one), 0);

const isLatin = (character: string): boolean => (character.codePointAt(0) ?? 0) < 0x250 && character !== ' ';

/** What is never parted: a word, a number with its marks (400-800-1234), or one character of Chinese, Japanese, Korean. */
function tokens(line: string): string[] {
  const out: string[] = [];
  let word = '';
  for (const one of line) {
    if (isLatin(one)) {
      word += one;
      continue;
    }
    if (word !== '') out.push(word);
    word = '';
    out.push(one);
  }
  if (word !== '') out.push(word);
  return out;
}

/** A word longer than a line is cut where the line ends: better than text nobody sees. */
function fitting(token: string, ems: number): string[] {
  if (emsOfText(token) <= ems) return [token];
  const out: string[] = [];
  let part = '';
  for (const one of token) {
    if (part !== '' && emsOfText(part + one) > ems) {
      out.push(part);
      part = '';
    }
    part += one;
  }
  return part === '' ? out : [...out, part];
}

/** One paragraph in lines of at most `ems`. Marks that may not begin a line take the character before them along. */
export function breakLine(paragraph: string, ems: number): string[] {
  const lines: string[] = [];
  let line: string[] = [];
  const widthOf = (parts: readonly string[]): number => emsOfText(parts.join('').trimEnd());
  for (const token of tokens(paragraph).flatMap((one) => fitting(one, ems))) {
    if (line.length === 0 && token === ' ' && lines.length > 0) continue;
    if (line.length === 0 || widthOf([...line, token]) <= ems) {
      line.push(token);
      continue;
    }
    const carried: string[] = [];
    const mayPart = (): boolean => {
      const last = line.at(-1) ?? '';
      const first = carried[0] ?? token;
      return !notFirst.has([...first][0] ?? '') && !notLast.has([...last].at(-1) ?? '');
    };
    // A line keeps at least one part, or nothing would ever fit.
    while (line.length > 1 && !mayPart()) carried.unshift(line.pop() ?? '');
    lines.push(line.join('').trimEnd());
    line = [...carried, token].filter((part, index) => index > 0 || part !== ' ');
  }
  if (line.length > 0 || lines.length === 0) lines.push(line.join('').trimEnd());
  return lines;
}

const clean = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, ' ')
    .replace(/\n{2,}/g, '\n')
    .trim();

const linesAt = (text: string, box: Box, sizePx: number): string[] =>
  text.split('\n').flatMap((paragraph) => breakLine(paragraph, box.width / sizePx));

/**
 * The largest letters in which all of it stands on one page; what is too long even for the smallest is turned over, page
 * by page. A page ends after a sentence where its last third has one, so that nobody waits in the middle of a sentence.
 */
export function layoutSlate(text: string, mode: SlateMode): SlateLayout {
  const box = boxes[mode];
  const words = clean(text);
  const fits = (sizePx: number): number => Math.floor(box.height / (sizePx * lineRatio));
  const sizePx =
    box.sizes.find((size) => linesAt(words, box, size).length <= fits(size)) ?? box.sizes.at(-1) ?? 58;
  const lines = words === '' ? [] : linesAt(words, box, sizePx);
  const perPage = fits(sizePx);
  const pages: SlatePage[] = [];
  for (let from = 0; from < lines.length;) {
    const until = lines.length - from <= perPage ? lines.length : from + pageEnd(lines, from, perPage);
    pages.push({ lines: lines.slice(from, until) });
    from = until;
  }
  return { sizePx, linePx: Math.round(sizePx * lineRatio), pages };
}

function pageEnd(lines: readonly string[], from: number, perPage: number): number {
  for (let count = perPage; count >= Math.ceil((perPage * 2) / 3); count -= 1)
    if (/[。！？!?.]["”』」）)]*$/.test(lines[from + count - 1] ?? '')) return count;
  return perPage;
}
