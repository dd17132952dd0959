import { z } from 'zod';

export const sharingErrors = {
  /** No call is up, or the command speaks of another one. */
  'sharing/other-call': z.strictObject({}),
  /** The content no longer has it, or it has no words that could be sent. */
  'sharing/unknown-thing': z.strictObject({ thing: z.string().max(220) }),
  /** The exchange gave no number to send to. */
  'sharing/no-number': z.strictObject({}),
};
