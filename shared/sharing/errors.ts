import { z } from 'zod';

export const sharingErrors = {
  /** No call is up, or the command speaks of another one. */
  'sharing/other-call': z.strictObject({}),
  /** The content no longer has it, or it has no words that could be sent. */
  'sharing/unknown-thing': z.strictObject({ thing: z.string().max(220) }),
  /** Something of the call that the words need is not known yet: the gap's name. */
  'sharing/gap': z.strictObject({ gap: z.string().max(40) }),
  /** An address that the policy does not let out. */
  'sharing/link-not-allowed': z.strictObject({ host: z.string().max(200) }),
  /** The exchange gave no number to send to. */
  'sharing/no-number': z.strictObject({}),
};
