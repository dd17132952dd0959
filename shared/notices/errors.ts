import { z } from 'zod';

export const noticeErrors = {
  /** Not in force, in another version, or not for this person. */
  'notices/unknown': z.strictObject({ noticeId: z.string().max(100) }),
};
