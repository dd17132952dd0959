import { z } from 'zod';

export const careErrors = {
  'care/other-call': z.strictObject({}),
  'care/no-steps': z.strictObject({ articleId: z.string().max(100) }),
  'care/not-found': z.strictObject({ what: z.string().max(40) }),
  'care/no-number': z.strictObject({}),
  'care/not-kept': z.strictObject({}),
};
