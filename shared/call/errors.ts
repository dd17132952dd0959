import { z } from 'zod';

export const callErrors = {
  'call/not-found': z.strictObject({ callId: z.string().max(100) }),
  'call/wrong-state': z.strictObject({ action: z.string().max(50), state: z.string().max(50) }),
  'call/bad-number': z.strictObject({ given: z.string().max(100) }),
  'call/busy': z.strictObject({ lines: z.number() }),
  'call/refused-by-exchange': z.strictObject({ status: z.number(), phrase: z.string().max(200) }),
  /** The far end takes no pictures; the sound is as it was. */
  'call/no-video': z.strictObject({}),
  'call/media-failed': z.strictObject({ detail: z.string().max(300) }),
  /** Handing this caller over unannounced needs a second word: `flag` says why. */
  'call/confirm-needed': z.strictObject({ flag: z.string().max(50) }),
  /** The exchange's code for this is not in the settings. */
  'call/no-code': z.strictObject({ what: z.enum(['park', 'pickUp']) }),
  'line/not-registered': z.strictObject({ state: z.string().max(50) }),
};
