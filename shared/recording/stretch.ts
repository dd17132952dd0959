/** Overlapping pieces of 32 ms, laid every 16 ms; the best fit is looked for within 8 ms (at 16 kHz). */
const piece = 512;
const step = piece / 2;
const search = 128;

/**
 * Faster or slower speech at the same pitch (WSOLA, Verhelst & Roelands 1993): pieces are taken further apart or closer together
 * than they are laid, each where it continues the last one best. Both legs of one recording are cut at the same places.
 * @param rate 0.5–2; 1 gives the samples back
 */
export function stretched(legs: readonly Float32Array[], rate: number): Float32Array[] {
  const length = legs[0]?.length ?? 0;
  if (rate === 1 || length < 3 * piece) return legs.map((leg) => leg.slice());
  const whole = new Float32Array(length);
  for (const leg of legs)
    for (let at = 0; at < length; at += 1) whole[at] = (whole[at] ?? 0) + (leg[at] ?? 0);
  const out = legs.map(() => new Float32Array(Math.ceil(length / rate) + piece));
  let last = 0;
  let laid = 0;
  for (; ; laid += 1) {
    const wanted = Math.round(laid * step * rate);
    if (wanted + piece + search > length) break;
    const from = laid === 0 ? 0 : bestFit(whole, last + step, wanted);
    for (const [leg, into] of out.entries()) lay(legs[leg] ?? whole, from, into, laid * step, laid === 0);
    last = from;
  }
  return out.map((leg) => leg.slice(0, Math.min(leg.length, laid * step)));
}

/** Where near `wanted` the sound goes on most like it does at `like`. */
function bestFit(sound: Float32Array, like: number, wanted: number): number {
  let best = wanted;
  let most = -Infinity;
  for (let from = Math.max(0, wanted - search); from <= wanted + search; from += 2) {
    let sum = 0;
    for (let at = 0; at < step; at += 4) sum += (sound[like + at] ?? 0) * (sound[from + at] ?? 0);
    if (sum > most) [most, best] = [sum, from];
  }
  return best;
}

function lay(sound: Float32Array, from: number, into: Float32Array, at: number, first: boolean): void {
  for (let i = 0; i < piece; i += 1) {
    const rise = 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / piece);
    const weight = first && i < step ? 1 : rise;
    into[at + i] = (into[at + i] ?? 0) + weight * (sound[from + i] ?? 0);
  }
}
