/** Marks on a picture, in its own pixels. Pure: what they are, how one grows, and the strokes that draw them. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export const markTools = ['pen', 'arrow', 'frame', 'number'] as const;
export type MarkTool = (typeof markTools)[number];

export type Mark =
  | { readonly tool: 'pen'; readonly points: readonly Point[] }
  | { readonly tool: 'arrow' | 'frame'; readonly from: Point; readonly to: Point }
  | { readonly tool: 'number'; readonly at: Point; readonly value: number };

/** A new mark at a point; a number counts on from those that are there. */
export function beginMark(tool: MarkTool, at: Point, marks: readonly Mark[]): Mark {
  if (tool === 'pen') return { tool, points: [at] };
  if (tool === 'number')
    return { tool, at, value: marks.filter((mark) => mark.tool === 'number').length + 1 };
  return { tool, from: at, to: at };
}

export function growMark(mark: Mark, to: Point): Mark {
  if (mark.tool === 'pen') return { ...mark, points: [...mark.points, to] };
  return mark.tool === 'number' ? { ...mark, at: to } : { ...mark, to };
}

/** A mark too small to be meant is none: a slip of the finger. */
export function isMeant(mark: Mark): boolean {
  if (mark.tool === 'number') return true;
  const [first, last] = mark.tool === 'pen' ? [mark.points[0], mark.points.at(-1)] : [mark.from, mark.to];
  if (first === undefined || last === undefined) return false;
  const length = Math.hypot(last.x - first.x, last.y - first.y);
  return mark.tool === 'pen' ? mark.points.length > 2 || length >= 6 : length >= 6;
}

/** The two short strokes of an arrow's head. */
export function arrowHead(from: Point, to: Point, size: number): readonly [Point, Point] {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const wing = (turn: number): Point => ({
    x: to.x - size * Math.cos(angle + turn),
    y: to.y - size * Math.sin(angle + turn),
  });
  return [wing(Math.PI / 6), wing(-Math.PI / 6)];
}

/** The size a picture is drawn at: small enough for a phone and for a link, never larger than it came. */
export function drawnSize(width: number, height: number, longest = 1600): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** How wide a stroke is on a picture of this size: to be seen on a telephone. */
export const strokeWidth = (width: number, height: number): number =>
  Math.max(4, Math.round(Math.min(width, height) / 110));
