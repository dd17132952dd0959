import { z } from 'zod';
import { bilingual } from '#shared/lib/bilingual.ts';

const words = (max: number) => z.string().trim().min(1).max(max);

/** One ready phrase: what is sent, in every language callers are first met in (C03). Complete, or the file is refused. */
export const phraseSchema = z.strictObject({
  id: z.string().regex(/^[a-z][A-Za-z0-9]{1,30}$/),
  /** On the agent's key. */
  label: bilingual(6, 20),
  text: z.strictObject({ zh: words(60), en: words(160), ja: words(80), ko: words(120) }),
});
export type Phrase = z.infer<typeof phraseSchema>;

/** A file of phrases: as many as there are digits, in the order of their keys. */
export const phraseFileSchema = z.strictObject({ phrases: z.array(phraseSchema).min(1).max(9) });
