/** What one second of sound is like: used by tests to tell whose voice arrives, and across which gap. */
export interface Sound {
  /** Root mean square, 0–1 of full scale. */
  readonly rms: number;
  /** Strongest frequency; null in silence. */
  readonly dominantHz: number | null;
  /** Share of the energy within ±3 Hz of it: near 1 for a tone, near 0 for noise or speech. */
  readonly purity: number;
}

const silenceRms = 0.002;

/** In-place radix-2 FFT. Length must be a power of two. */
function fft(re: Float64Array, im: Float64Array): void {
  const n = re.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      [re[i], re[j]] = [re[j]!, re[i]!];
      [im[i], im[j]] = [im[j]!, im[i]!];
    }
  }
  for (let size = 2; size <= n; size <<= 1) {
    const step = (-2 * Math.PI) / size;
    for (let from = 0; from < n; from += size) {
      for (let k = 0; k < size / 2; k++) {
        const c = Math.cos(step * k);
        const s = Math.sin(step * k);
        const a = from + k;
        const b = a + size / 2;
        const x = re[b]! * c - im[b]! * s;
        const y = re[b]! * s + im[b]! * c;
        re[b] = re[a]! - x;
        im[b] = im[a]! - y;
        re[a] = re[a]! + x;
        im[a] = im[a]! + y;
      }
    }
  }
}

/** Measures samples of 16 bits at `rate` Hz; takes at most 8192 of them. */
export function measureSound(samples: Int16Array, rate = 8_000): Sound {
  const count = Math.min(samples.length, 8_192);
  let sum = 0;
  for (let i = 0; i < count; i++) sum += (samples[i]! / 32_768) ** 2;
  const rms = count > 0 ? Math.sqrt(sum / count) : 0;
  if (rms < silenceRms) return { rms, dominantHz: null, purity: 0 };
  const size = 8_192;
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  for (let i = 0; i < count; i++)
    re[i] = samples[i]! * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / (count - 1)));
  fft(re, im);
  const power = (bin: number): number => re[bin]! ** 2 + im[bin]! ** 2;
  let peak = 1;
  let total = 0;
  for (let bin = 1; bin < size / 2; bin++) {
    total += power(bin);
    if (power(bin) > power(peak)) peak = bin;
  }
  const reach = Math.ceil((3 * size) / rate);
  let near = 0;
  for (let bin = Math.max(1, peak - reach); bin <= Math.min(size / 2 - 1, peak + reach); bin++)
    near += power(bin);
  return { rms, dominantHz: Math.round((peak * rate) / size), purity: total > 0 ? near / total : 0 };
}
