import { writeFileSync } from 'node:fs';

/**
 * What the agent's camera sees in tests: a drawn person before a chequered wall, as Chromium's sample camera reads it (Y4M, one frame that
 * repeats). The wall is the finest thing in it, so that a look at its edges tells whether it was blurred. Nobody's likeness.
 */
export const agentPicture = { width: 640, height: 480, wallPixels: 16 } as const;
/** Where to look, parts of the picture: wall at the upper left, the eyes. */
export const agentPictureParts = {
  wall: { x: 0.05, y: 0.1, width: 0.15, height: 0.3 },
  eyes: { x: 0.42, y: 0.4, width: 0.16, height: 0.06 },
} as const;

type Colour = readonly [number, number, number];
interface Shape {
  readonly colour: (x: number, y: number) => Colour;
  readonly holds: (x: number, y: number) => boolean;
}
const oval =
  (cx: number, cy: number, rx: number, ry: number) =>
  (x: number, y: number): boolean =>
    ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 <= 1;
const plain = (colour: Colour) => (): Colour => colour;
const shaded =
  ([r, g, b]: Colour, cx: number, reach: number) =>
  (x: number): Colour => {
    const light = 1.12 - 0.3 * Math.min(1, Math.abs(x - cx) / reach);
    return [Math.min(255, r * light), Math.min(255, g * light), Math.min(255, b * light)];
  };

const wall = (x: number, y: number): Colour =>
  (Math.floor(x / agentPicture.wallPixels) + Math.floor(y / agentPicture.wallPixels)) % 2 === 0
    ? [222, 208, 222]
    : [92, 128, 112];
/** From the back to the front. */
const person: readonly Shape[] = [
  {
    colour: shaded([40, 66, 98], 240, 300),
    holds: (x, y) => y > 335 && oval(320, 490, 205, 160)(x, y),
  },
  { colour: plain([178, 126, 90]), holds: (x, y) => Math.abs(x - 320) < 38 && y > 260 && y < 352 },
  { colour: shaded([224, 176, 140], 305, 80), holds: oval(320, 210, 78, 100) },
  { colour: plain([34, 26, 22]), holds: (x, y) => y < 165 && oval(320, 160, 86, 74)(x, y) },
  ...[290, 350].flatMap((cx): Shape[] => [
    { colour: plain([250, 250, 250]), holds: oval(cx, 205, 13, 7) },
    { colour: plain([46, 32, 22]), holds: oval(cx, 205, 6, 6) },
    { colour: plain([64, 46, 36]), holds: oval(cx, 184, 18, 4) },
  ]),
  { colour: plain([176, 84, 78]), holds: oval(320, 272, 26, 9) },
];

export function writeAgentPicture(file: string): void {
  const { width, height } = agentPicture;
  const at = (x: number, y: number): Colour =>
    (person.findLast((one) => one.holds(x, y))?.colour ?? wall)(x, y);
  const planes = [Buffer.alloc(width * height), ...[0, 1].map(() => Buffer.alloc((width * height) / 4))];
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const [r, g, b] = at(x, y);
      planes[0]?.writeUInt8(Math.round(16 + 0.257 * r + 0.504 * g + 0.098 * b), y * width + x);
      if (x % 2 === 1 || y % 2 === 1) continue;
      const small = (y / 2) * (width / 2) + x / 2;
      planes[1]?.writeUInt8(Math.round(128 - 0.148 * r - 0.291 * g + 0.439 * b), small);
      planes[2]?.writeUInt8(Math.round(128 + 0.439 * r - 0.368 * g - 0.071 * b), small);
    }
  const frame = Buffer.concat([Buffer.from('FRAME\n'), ...planes]);
  writeFileSync(
    file,
    Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F15:1 Ip A1:1 C420jpeg\n`), frame, frame]),
  );
}
