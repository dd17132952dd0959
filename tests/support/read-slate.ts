import { layoutSlate, pictureSize, type SlateMode } from '#shared/slate/layout.ts';
import { slateFont } from '#shared/slate/draw.ts';
import type { FarEnd } from './far-end-app.ts';

/** Normalised cross-correlation of two pictures: 1 the same up to brightness, 0 nothing in common. */
export function likeness(a: readonly number[], b: readonly number[]): number {
  const mean = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0) / all.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let product = 0;
  let squareA = 0;
  let squareB = 0;
  a.forEach((value, index) => {
    const [x, y] = [value - meanA, (b[index] ?? 0) - meanB];
    product += x * y;
    squareA += x * x;
    squareB += y * y;
  });
  return squareA === 0 || squareB === 0 ? 0 : product / Math.sqrt(squareA * squareB);
}

export interface Read {
  readonly sentence: string;
  readonly likeness: number;
}

/** Size of the reduced picture: what a small telephone shows. */
export const small = { width: 320, height: 240 } as const;
const scale = small.width / pictureSize.width;

/**
 * Which of these sentences stands in the received picture, surest first. Each is drawn anew at the far end, black on white,
 * and compared with what came over the line, reduced to 240 lines. `from`: the first row that is compared (the band's top).
 */
export async function readSlate(
  far: FarEnd,
  sentences: readonly string[],
  mode: SlateMode = 'full',
): Promise<{ readonly read: readonly Read[]; readonly frame: Awaited<ReturnType<typeof frameOf>> }> {
  const frame = await frameOf(far);
  const from = mode === 'full' ? 0 : small.height - 92;
  const cut = frame.grey.slice(from * small.width);
  const read: Read[] = [];
  for (const sentence of sentences) {
    const { sizePx, linePx, pages } = layoutSlate(sentence, mode);
    const lines = pages[0]?.lines ?? [];
    const top = mode === 'full' ? 0 : pictureSize.height - 184;
    // Below a page of several stands its number.
    const foot = mode === 'full' && pages.length > 1 ? 36 : 0;
    const room = pictureSize.height - top - foot;
    const sheet = await far.act('sheet', lines, {
      ...small,
      sizePx: sizePx * scale,
      linePx: linePx * scale,
      top: (top + (room - lines.length * linePx) / 2 + linePx / 2) * scale,
      left: (mode === 'full' ? 28 : 20) * scale,
      font: slateFont,
    });
    read.push({ sentence, likeness: likeness(cut, sheet.slice(from * small.width)) });
  }
  return { read: read.toSorted((a, b) => b.likeness - a.likeness), frame };
}

const frameOf = (far: FarEnd) => far.act('frame', small.width, small.height);

/** Letters against ground as WCAG reckons it, from the darkest and the lightest hundredth of what was received. */
export function contrastOf(grey: readonly number[]): number {
  const sorted = grey.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  const linear = (value: number): number => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return (linear(at(0.99)) + 0.05) / (linear(at(0.01)) + 0.05);
}
