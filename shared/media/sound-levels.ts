/**
 * What a sound check says of a voice. Levels in dB below full scale. Telephony aims at an active speech level of −26 dBov (ITU-T
 * P.56 with G.100.1); a listener still finds some 12 dB either way natural.
 */
export interface VoiceSound {
  /** Over the speech alone; null: nobody spoke. */
  readonly speechDb: number | null;
  readonly noiseDb: number;
  readonly verdict: 'good' | 'quiet' | 'loud' | 'noisy' | 'nothing';
}

/** How much of the loudspeaker the microphone hears; null: nothing that could be told from the room. */
export interface LeakSound {
  readonly leakDb: number | null;
  readonly verdict: 'none' | 'some' | 'strong';
}

const frameMs = 20;
const leastSpeechMs = 400;
const quietDb = -38;
const loudDb = -12;
/** Speech less than this over the room: words drown. */
const leastOverNoiseDb = 15;
/** Samples at full scale, of all: cut off. */
const clippedAt = 0.99;
const mostClipped = 0.001;

const dbOf = (power: number): number => (power <= 1e-10 ? -100 : 10 * Math.log10(power));
const powerOf = (db: number): number => 10 ** (db / 10);

/** The level of every 20 ms. */
export function framesDb(samples: Float32Array, rate: number): number[] {
  const size = Math.round((rate * frameMs) / 1_000);
  const out: number[] = [];
  for (let from = 0; from + size <= samples.length; from += size) {
    let power = 0;
    for (let at = from; at < from + size; at += 1) power += (samples[at] ?? 0) ** 2;
    out.push(dbOf(power / size));
  }
  return out;
}

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? -100;

/** A few seconds in which somebody was asked to speak. */
export function voiceOf(samples: Float32Array, rate: number): VoiceSound {
  const levels = framesDb(samples, rate);
  const noiseDb = quantile(levels, 0.1);
  const floorDb = Math.max(-60, noiseDb + 6, quantile(levels, 0.95) - 25);
  const speech = levels.filter((level) => level > floorDb);
  if (speech.length * frameMs < leastSpeechMs) return { speechDb: null, noiseDb, verdict: 'nothing' };
  const speechDb = dbOf(speech.reduce((sum, level) => sum + powerOf(level), 0) / speech.length);
  const clipped = samples.reduce((sum, one) => sum + (Math.abs(one) >= clippedAt ? 1 : 0), 0);
  const verdict =
    clipped / samples.length > mostClipped || speechDb > loudDb
      ? 'loud'
      : speechDb < quietDb
        ? 'quiet'
        : speechDb - noiseDb < leastOverNoiseDb
          ? 'noisy'
          : 'good';
  return { speechDb, noiseDb, verdict };
}

/** How alike two rows of levels are, −1 to 1. */
function likeness(a: readonly number[], b: readonly number[]): number {
  const count = Math.min(a.length, b.length);
  const mean = (row: readonly number[]): number =>
    row.slice(0, count).reduce((sum, one) => sum + one, 0) / count;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [both, ofA, ofB] = [0, 0, 0];
  for (let at = 0; at < count; at += 1) {
    const [x, y] = [(a[at] ?? 0) - meanA, (b[at] ?? 0) - meanB];
    both += x * y;
    ofA += x * x;
    ofB += y * y;
  }
  return ofA === 0 || ofB === 0 ? 0 : both / Math.sqrt(ofA * ofB);
}

const mostLateMs = 1_500;
const likeEnough = 0.6;
const strongLeakDb = -45;

/**
 * What the microphone heard while this was played: a leak is what rises and falls with it. Somebody who talks meanwhile is none.
 * @param played on the same clock as `heard`
 */
export function leakOf(heard: Float32Array, played: Float32Array, rate: number): LeakSound {
  const [own, source] = [framesDb(heard, rate), framesDb(played, rate)].map((row) =>
    row.map((level) => Math.max(-80, level)),
  ) as [number[], number[]];
  const late = Array.from({ length: mostLateMs / frameMs }, (_, by) => ({
    by,
    like: likeness(own.slice(by), source.slice(0, source.length - by)),
  })).toSorted((a, b) => b.like - a.like)[0];
  const floorDb = quantile(own, 0.1);
  const loudest = quantile(own, 0.9);
  if (late === undefined || late.like < likeEnough || loudest < floorDb + 6 || loudest < -75)
    return { leakDb: null, verdict: 'none' };
  return { leakDb: loudest, verdict: loudest > strongLeakDb ? 'strong' : 'some' };
}

/** Longest way there and back that is looked for. */
export const mostRoundTripMs = 1_500;
const probeLike = 0.3;

/**
 * ms from a probe in `sent` to its like in `received`; null: it did not come back. By cross-correlation, so that neither level nor
 * noise moves it.
 * @param fromMs where in `sent` the probe begins
 * @param probeMs how long it is
 */
export function roundTripOf(
  sent: Float32Array,
  received: Float32Array,
  rate: number,
  { fromMs, probeMs }: { readonly fromMs: number; readonly probeMs: number },
): number | null {
  const [from, length] = [Math.round((fromMs * rate) / 1_000), Math.round((probeMs * rate) / 1_000)];
  const probe = sent.subarray(from, from + length);
  const own = Math.sqrt(probe.reduce((sum, one) => sum + one * one, 0));
  const last = Math.min(received.length - length, from + Math.round((mostRoundTripMs * rate) / 1_000));
  let best = { at: -1, like: probeLike };
  for (let at = from; at <= last; at += 1) {
    let [both, power] = [0, 0];
    for (let by = 0; by < length; by += 1) {
      const other = received[at + by] ?? 0;
      both += (probe[by] ?? 0) * other;
      power += other * other;
    }
    const like = power <= 1e-8 ? 0 : Math.abs(both) / (own * Math.sqrt(power));
    if (like > best.like) best = { at, like };
  }
  return best.at < 0 ? null : ((best.at - from) * 1_000) / rate;
}
