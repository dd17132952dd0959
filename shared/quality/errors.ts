import { z } from 'zod';

export const qualityErrors = {
  /** No call is up, or the command speaks of another one. */
  'quality/other-call': z.strictObject({}),
  /** Not required in this call. */
  'quality/unknown-item': z.strictObject({ itemId: z.string().max(100) }),
};
