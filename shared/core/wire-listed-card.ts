import { z } from 'zod';
import { tokenSchema } from './text.ts';
import { cardHoldStateSchema } from './vocabulary.ts';
import { wireMaskedSchema, wireMoneySchema } from './wire-common.ts';

/** Cards asked about at once. The numbers travel in the body, never in an address that a proxy may log. */
export const mostListedCards = 500;

export const wireCardLookupSchema = z.strictObject({
  numbers: z
    .array(z.string().regex(/^\d{13,19}$/))
    .min(1)
    .max(mostListedCards),
});

/** What the core says of one number of a list. */
export const wireListedCardSchema = z.object({
  cardId: tokenSchema,
  customerId: tokenSchema,
  masked: wireMaskedSchema,
  state: cardHoldStateSchema,
  holderMasked: z.string().max(60),
  phoneMasked: wireMaskedSchema.nullable(),
  /** What has left or may leave the card in this matter, where the core can say. */
  atRisk: wireMoneySchema.nullable(),
});
export type WireListedCard = z.infer<typeof wireListedCardSchema>;

/** In the order of the question; null: no such card. */
export const wireListedCardsSchema = z.object({
  cards: z.array(wireListedCardSchema.nullable()).max(mostListedCards),
});
