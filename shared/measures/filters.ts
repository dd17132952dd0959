export type Filter = (sample: number) => number;

/** One second-order section in direct form; `b` and `a` are divided by a0. */
export function biquad(b: readonly [number, number, number], a: readonly [number, number]): Filter {
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  return (x) => {
    const y = b[0] * x + b[1] * x1 + b[2] * x2 - a[0] * y1 - a[1] * y2;
    [x2, x1, y2, y1] = [x1, x, y1, y];
    return y;
  };
}

const turn = (hz: number, rate: number, q: number): { cos: number; alpha: number } => {
  const w = (2 * Math.PI * hz) / rate;
  return { cos: Math.cos(w), alpha: Math.sin(w) / (2 * q) };
};

/** Coefficients after the audio EQ cookbook of R. Bristow-Johnson. */
export function highPass(hz: number, rate: number, q = Math.SQRT1_2): Filter {
  const { cos, alpha } = turn(hz, rate, q);
  const a0 = 1 + alpha;
  const side = (1 + cos) / 2 / a0;
  return biquad([side, -2 * side, side], [(-2 * cos) / a0, (1 - alpha) / a0]);
}

export function lowPass(hz: number, rate: number, q = Math.SQRT1_2): Filter {
  const { cos, alpha } = turn(hz, rate, q);
  const a0 = 1 + alpha;
  const side = (1 - cos) / 2 / a0;
  return biquad([side, 2 * side, side], [(-2 * cos) / a0, (1 - alpha) / a0]);
}

function highShelf(hz: number, rate: number, gainDb: number): Filter {
  const g = 10 ** (gainDb / 40);
  const { cos, alpha } = turn(hz, rate, Math.SQRT1_2);
  const root = 2 * Math.sqrt(g) * alpha;
  const a0 = g + 1 - (g - 1) * cos + root;
  return biquad(
    [
      (g * (g + 1 + (g - 1) * cos + root)) / a0,
      (-2 * g * (g - 1 + (g + 1) * cos)) / a0,
      (g * (g + 1 + (g - 1) * cos - root)) / a0,
    ],
    [(2 * (g - 1 - (g + 1) * cos)) / a0, (g + 1 - (g - 1) * cos - root) / a0],
  );
}

export const inTurn =
  (...filters: readonly Filter[]): Filter =>
  (sample) =>
    filters.reduce((value, filter) => filter(value), sample);

/** K-weighting (ITU-R BS.1770): loudness as an ear has it. A shelf of 4 dB from 1.5 kHz, nothing below 38 Hz. */
export const kWeighting = (rate: number): Filter =>
  inTurn(highShelf(1_500, rate, 4), highPass(38, rate, 0.5));
