import { z } from 'zod';

/** Text in both languages of the desk; neither may be empty. Bounds keep content sayable: zh in characters, en likewise. */
export const bilingual = (maxZh: number, maxEn: number = maxZh * 3) =>
  z.strictObject({ zh: z.string().trim().min(1).max(maxZh), en: z.string().trim().min(1).max(maxEn) });

/** As `bilingual`, with the two further languages that callers are first served in (C03). */
export const spoken = (maxZh: number, maxEn: number = maxZh * 3) =>
  bilingual(maxZh, maxEn).extend({
    ja: z.string().trim().min(1).max(maxEn).optional(),
    ko: z.string().trim().min(1).max(maxEn).optional(),
    /** How the Japanese is read, in kana: for an agent who knows no kanji of it. */
    kana: z
      .string()
      .trim()
      .min(1)
      .max(maxEn * 2)
      .optional(),
    /** How the Chinese is read, with tones: for an agent who does not read Chinese. */
    pinyin: z
      .string()
      .trim()
      .min(1)
      .max(maxZh * 8)
      .optional(),
  });

export type Bilingual = z.infer<ReturnType<typeof bilingual>>;
export type Spoken = z.infer<ReturnType<typeof spoken>>;
