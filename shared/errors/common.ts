import { z } from 'zod';

/** Errors that belong to no domain. A domain adds its own map in `shared/<domain>/errors.ts`. */
export const commonErrors = {
  'common/invalid-input': z.strictObject({ field: z.string().max(200), reason: z.string().max(500) }),
  'common/not-allowed': z.strictObject({ need: z.string().max(200) }),
  'common/timeout': z.strictObject({ afterMs: z.number() }),
  'common/not-ready': z.strictObject({ what: z.string().max(200) }),
  'common/not-found': z.strictObject({ what: z.string().max(200) }),
  'common/internal': z.strictObject({ reference: z.string().max(100) }),
};
