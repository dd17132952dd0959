import { z } from 'zod';

export const accessErrors = {
  /** The passphrase breaks a rule of `passphrase.ts`; `min` is the least number of characters. */
  'access/weak-passphrase': z.strictObject({
    reason: z.enum(['tooShort', 'tooLong', 'repeated', 'sequence']),
    min: z.number(),
  }),
  /** Nothing is lost by a wrong passphrase; `waitMs` until the next try is taken. */
  'access/wrong-passphrase': z.strictObject({ waitMs: z.number() }),
  /** A try that came before the wait was over. It was not looked at. */
  'access/wait': z.strictObject({ waitMs: z.number() }),
  'access/wrong-phase': z.strictObject({ phase: z.string().max(50) }),
  'access/unknown-person': z.strictObject({ personId: z.string().max(100) }),
  /** The unusable files could not be kept under another name, so nothing was changed; `detail` is the system's code. */
  'access/not-kept': z.strictObject({ detail: z.string().max(100) }),
  /** Signing out is refused while `what` goes on, for example `call`. */
  'access/busy': z.strictObject({ what: z.string().max(100) }),
};
