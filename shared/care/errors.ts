import { z } from 'zod';

export const careErrors = {
  'care/other-call': z.strictObject({}),
  'care/no-steps': z.strictObject({ articleId: z.string().max(100) }),
  'care/not-found': z.strictObject({ what: z.string().max(40) }),
  'care/no-number': z.strictObject({}),
  /** Before money moves: `next` is the question to ask now. `warn`: may be passed by `anyway`. */
  'care/safety-first': z.strictObject({
    next: z.string().max(40),
    left: z.int(),
    policy: z.enum(['block', 'warn']),
  }),
  /** A crisis call is not put away without somebody who answers for the follow-up. */
  'care/owner-missing': z.strictObject({}),
  'care/not-kept': z.strictObject({}),
};
