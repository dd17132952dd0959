import { z } from 'zod';
import { filled } from './text.ts';

/** A text as it is said: its gaps count as what is said while their value is not known. */
const spokenLength = (text: string): number => filled(text, () => undefined).length;

const line = (max: number): z.ZodType<string> =>
  z
    .string()
    .trim()
    .min(1)
    // What is written for the gaps does not make a sentence longer to say; it must still end somewhere.
    .max(max + 200)
    .refine((text) => spokenLength(text) <= max, `is longer than can be said at once (${max})`);

/** Text in both languages of the desk, with gaps, bounded by what is said. As `bilingual` of shared/lib otherwise. */
export const sayable = (maxZh: number, maxEn: number = maxZh * 3) =>
  z.strictObject({ zh: line(maxZh), en: line(maxEn) });

/** As `sayable`, with the two further languages that callers are first served in (C03), and how the Japanese is read. */
export const sayableToAll = (maxZh: number, maxEn: number = maxZh * 3) =>
  sayable(maxZh, maxEn).extend({
    ja: line(maxEn).optional(),
    ko: line(maxEn).optional(),
    kana: line(maxEn * 2).optional(),
  });
