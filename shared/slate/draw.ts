import { bandHeight, pictureSize, type SlateMode } from './layout.ts';

/** Ink on cream: 15.8 : 1, and no glare in a dark sick room. The same in light and dark: it is the caller's picture. */
export const slateInk = '#14110c';
export const slateGround = '#fbf3df';
export const slateFont = '"Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif';

/** The few calls of a 2D canvas that drawing needs. */
export interface SlatePen {
  fillStyle: unknown;
  font: string;
  textAlign: string;
  textBaseline: string;
  fillRect(x: number, y: number, width: number, height: number): void;
  fillText(text: string, x: number, y: number, maxWidth?: number): void;
}

/** One page as it is drawn: what main decides and the windows only draw. */
export interface DrawnSlate {
  readonly mode: SlateMode;
  readonly lines: readonly string[];
  readonly sizePx: number;
  readonly linePx: number;
  readonly page: number;
  readonly pages: number;
}

const margin = 20;

/** Draws the page over the whole picture, or in its band over whatever stands there already. */
export function drawSlate(pen: SlatePen, slate: DrawnSlate): void {
  const { width, height } = pictureSize;
  const top = slate.mode === 'full' ? 0 : height - bandHeight;
  pen.fillStyle = slateGround;
  pen.fillRect(0, top, width, height - top);
  pen.fillStyle = slateInk;
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  pen.font = `700 ${slate.sizePx}px ${slateFont}`;
  // Room for the page mark: the text stays clear of it.
  const foot = slate.pages > 1 && slate.mode === 'full' ? 36 : 0;
  const block = slate.lines.length * slate.linePx;
  const first = top + (height - top - foot - block) / 2 + slate.linePx / 2;
  const left = slate.mode === 'full' ? 28 : margin;
  slate.lines.forEach((line, index) =>
    pen.fillText(line, left, Math.round(first + index * slate.linePx), width - 2 * margin),
  );
  if (slate.pages < 2) return;
  pen.textAlign = 'right';
  pen.font = `700 28px ${slateFont}`;
  pen.fillText(`${slate.page} / ${slate.pages}`, width - margin, height - 22);
}
