import { z } from 'zod';

export const auditErrors = {
  /** The first entry that does not hold. */
  'audit/broken': z.strictObject({
    seq: z.int().nonnegative(),
    why: z.enum(['unreadable', 'hash', 'link', 'order', 'cutOff']),
  }),
  'audit/not-exported': z.strictObject({}),
};
