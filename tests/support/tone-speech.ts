import { encodeMulaw } from '#shared/lib/mulaw.ts';
import { levelOf } from './tone.ts';

/**
 * A language of tones, so that words can be heard out of real audio without a model: one pure tone a syllable. All of them pass a
 * telephone; heard at a wrong rate, or from the other leg, they are other words or none.
 */
export const syllables = {
  余: 500,
  额: 620,
  查: 770,
  转: 950,
  账: 1_180,
  卡: 1_460,
  号: 1_810,
  好: 2_240,
} as const;
export type Syllable = keyof typeof syllables;
const all = Object.entries(syllables) as readonly [Syllable, number][];

const syllableMs = 240;
const gapMs = 120;

/** Words as 16-bit samples; spaces are pauses long enough to end a sentence. */
export function toneSpeech(words: string, rate: number, amplitude = 8_000): Int16Array {
  const perMs = rate / 1_000;
  const parts = [...words].map((char): Int16Array => {
    const hz = syllables[char as Syllable];
    const part = new Int16Array(Math.round((char === ' ' ? 1_000 : syllableMs + gapMs) * perMs));
    if (char === ' ') return part;
    const sounding = Math.round(syllableMs * perMs);
    for (let i = 0; i < sounding; i += 1)
      part[i] = Math.round(amplitude * Math.sin((2 * Math.PI * hz * i) / rate));
    return part;
  });
  const whole = new Int16Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The same for the mouth of a simulated caller: μ-law, 8 kHz. */
export const toneSpeechMulaw = (words: string, amplitude?: number): Uint8Array =>
  encodeMulaw(toneSpeech(words, 8_000, amplitude));

const quietDb = -50;
/** The tone has to stand so far over everything else of its frame. */
const leastShareDb = -3;

/** The syllable of one frame (40 ms), its level in dB below full scale; null: silence, or no word of this language. */
export function syllableOf(
  frame: Int16Array,
  rate: number,
): { readonly syllable: Syllable; readonly db: number } | null {
  let power = 0;
  for (const sample of frame) power += (sample / 32_768) ** 2;
  const frameDb = 10 * Math.log10(Math.max(1e-20, (2 * power) / frame.length));
  if (frameDb < quietDb) return null;
  const [best] = all
    .map(([syllable, hz]) => ({ syllable, db: levelOf(frame, rate, hz) }))
    .sort((one, other) => other.db - one.db);
  return best !== undefined && best.db - frameDb > leastShareDb ? best : null;
}
