import { z } from 'zod';

export const controlErrors = {
  'control/card-unknown': z.strictObject({ cardId: z.string().max(100) }),
  'control/card-not-holdable': z.strictObject({ state: z.string().max(40) }),
  'control/hold-unknown': z.strictObject({ holdId: z.string().max(100) }),
  'control/not-retryable': z.strictObject({ state: z.string().max(40) }),
  'control/not-written': z.strictObject({ reference: z.string().max(100) }),
};
