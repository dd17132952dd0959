import { z } from 'zod';

/** A text the bank wrote in both languages. `en` may be empty: the window then shows `zh`. */
export const bilingualSchema = z.strictObject({ zh: z.string().max(200), en: z.string().max(200) });
export type Bilingual = z.infer<typeof bilingualSchema>;

/** Opaque ids of the core, the exchange and the desk: never a card, ID or phone number. */
export const tokenSchema = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[\w.:@+-]+$/);

/** Values that fill the gaps of a sentence in the window. */
export const paramsSchema = z.record(z.string().max(40), z.union([z.string().max(200), z.number()]));
export type Params = z.infer<typeof paramsSchema>;

/** Money in the smallest unit of its currency (fen, cent, yen), so that no float ever holds an amount. */
export const moneySchema = z.strictObject({
  amountMinor: z.int().nonnegative(),
  currency: z.string().regex(/^[A-Z]{3}$/),
});
export type Money = z.infer<typeof moneySchema>;

/** Who did something, as kept beside every change. */
export const whoSchema = z.strictObject({ personId: tokenSchema, name: z.string().max(80) });
export type Who = z.infer<typeof whoSchema>;
