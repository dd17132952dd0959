import { z } from 'zod';

export const callerErrors = {
  'caller/other-call': z.strictObject({ callId: z.string().max(100) }),
  'caller/no-holder': z.strictObject({}),
  'caller/flag-not-set': z.strictObject({ flag: z.string().max(40) }),
  'caller/nothing-to-reveal': z.strictObject({ what: z.string().max(40) }),
  'caller/not-kept': z.strictObject({ what: z.string().max(40) }),
};
