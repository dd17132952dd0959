import { bandHeight, layoutSlate, pictureSize, type SlateMode } from '#shared/slate/layout.ts';
import { slateFont } from '#shared/slate/draw.ts';
import type { FarEnd } from './far-end-app.ts';

export interface Read {
  readonly sentence: string;
  readonly likeness: number;
}

/** Size of the reduced picture: what a small telephone shows. */
export const small = { width: 320, height: 240 } as const;
const scale = small.width / pictureSize.width;

/**
 * Which of these sentences stands in the received picture, surest first. Each is drawn anew at the far end, black on white,
 * and compared with what came over the line, reduced to 240 lines; of a band only its own rows.
 */
export async function readSlate(
  far: FarEnd,
  sentences: readonly string[],
  mode: SlateMode = 'full',
): Promise<readonly Read[]> {
  const read: Read[] = [];
  for (const sentence of sentences) {
    const { sizePx, linePx, pages } = layoutSlate(sentence, mode);
    const lines = pages[0]?.lines ?? [];
    const top = mode === 'full' ? 0 : pictureSize.height - bandHeight;
    // Below a page of several stands its number.
    const foot = mode === 'full' && pages.length > 1 ? 36 : 0;
    const room = pictureSize.height - top - foot;
    const drawn = {
      ...small,
      sizePx: sizePx * scale,
      linePx: linePx * scale,
      top: (top + (room - lines.length * linePx) / 2 + linePx / 2) * scale,
      left: (mode === 'full' ? 28 : 20) * scale,
      font: slateFont,
    };
    read.push({ sentence, likeness: await far.act('likeness', lines, drawn, top * scale) });
  }
  return read.toSorted((a, b) => b.likeness - a.likeness);
}

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
