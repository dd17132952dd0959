import { z } from 'zod';
import { bilingualSchema, moneySchema, paramsSchema, tokenSchema } from './text.ts';

/**
 * The core's answers as they travel. The desk reads what it knows and leaves new fields alone (a core may be newer than a
 * desk); a missing or mistyped field makes the whole answer unusable. What the desk sends is strict.
 * `openapi.yaml` says the same; a test keeps the two together.
 */
export const timeSchema = z.iso.datetime({ offset: true });

export const wireBilingualSchema = z.object(bilingualSchema.shape);
export const wireMoneySchema = z.object(moneySchema.shape);
export const wireParamsSchema = paramsSchema;
export const wireMaskedSchema = z.string().max(40);

export const wireWhoSchema = z.strictObject({ personId: tokenSchema, name: z.string().max(80) });

/** Every 4xx and 5xx of the core. An answer without this body came from something else on the way. */
export const wireErrorSchema = z.object({
  code: z.string().max(60),
  message: z.string().max(500),
  params: wireParamsSchema.optional(),
});
export type WireError = z.infer<typeof wireErrorSchema>;

export const wireHealthSchema = z.object({ status: z.enum(['ok', 'degraded']), version: z.string().max(60) });
