import { arrowHead, strokeWidth, type Mark, type Point } from './marks.ts';

/** On any screenshot to be seen: this, with a white edge. Not the red of danger. */
export const markColour = '#c2410c';

type Context = Pick<
  CanvasRenderingContext2D,
  'beginPath' | 'moveTo' | 'lineTo' | 'stroke' | 'rect' | 'arc' | 'fill' | 'fillText'
> & {
  strokeStyle: CanvasRenderingContext2D['strokeStyle'];
  fillStyle: CanvasRenderingContext2D['fillStyle'];
  lineWidth: number;
  lineCap: CanvasLineCap;
  lineJoin: CanvasLineJoin;
  font: string;
  textAlign: CanvasTextAlign;
  textBaseline: CanvasTextBaseline;
};

/** Draws marks over a picture of this size, each twice: the white edge under it keeps it apart from what it lies on. */
export function drawMarks(context: Context, marks: readonly Mark[], width: number, height: number): void {
  const stroke = strokeWidth(width, height);
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const mark of marks) {
    if (mark.tool === 'number') drawNumber(context, mark.at, mark.value, stroke);
    else {
      trace(context, mark, stroke, stroke + Math.ceil(stroke * 0.8), '#ffffff');
      trace(context, mark, stroke, stroke, markColour);
    }
  }
}

function trace(
  context: Context,
  mark: Exclude<Mark, { tool: 'number' }>,
  stroke: number,
  width: number,
  colour: string,
): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.beginPath();
  if (mark.tool === 'frame') {
    const { from, to } = mark;
    context.rect(
      Math.min(from.x, to.x),
      Math.min(from.y, to.y),
      Math.abs(to.x - from.x),
      Math.abs(to.y - from.y),
    );
  } else if (mark.tool === 'pen') line(context, mark.points);
  else {
    line(context, [mark.from, mark.to]);
    const [left, right] = arrowHead(mark.from, mark.to, stroke * 5);
    line(context, [left, mark.to, right]);
  }
  context.stroke();
}

function line(context: Context, points: readonly Point[]): void {
  points.forEach(({ x, y }, index) => (index === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
}

function drawNumber(context: Context, { x, y }: Point, value: number, stroke: number): void {
  const radius = stroke * 4;
  for (const [colour, extra] of [
    ['#ffffff', stroke * 0.6],
    [markColour, 0],
  ] as const) {
    context.fillStyle = colour;
    context.beginPath();
    context.arc(x, y, radius + extra, 0, Math.PI * 2);
    context.fill();
  }
  context.fillStyle = '#ffffff';
  context.font = `600 ${Math.round(radius * 1.3)}px sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(String(value), x, y + radius * 0.06);
}
