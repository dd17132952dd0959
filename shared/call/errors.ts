import { z } from 'zod';
import { askedActs } from '#shared/care/asks-first.ts';

export const callErrors = {
  'call/not-found': z.strictObject({ callId: z.string().max(100) }),
  'call/wrong-state': z.strictObject({ action: z.string().max(50), state: z.string().max(50) }),
  'call/bad-number': z.strictObject({ given: z.string().max(100) }),
  'call/busy': z.strictObject({ lines: z.number() }),
  'call/refused-by-exchange': z.strictObject({ status: z.number(), phrase: z.string().max(200) }),
  /** The far end takes no pictures; the sound is as it was. */
  'call/no-video': z.strictObject({}),
  'call/media-failed': z.strictObject({ detail: z.string().max(300) }),
  /** To this caller the act is not done by one press: `flag` says why. Sent again with `confirmed` it is. */
  'call/confirm-needed': z.strictObject({ act: z.enum(askedActs), flag: z.string().max(50) }),
  /** The exchange's code for this is not in the settings. */
  'call/no-code': z.strictObject({ what: z.enum(['park', 'pickUp']) }),
  'line/not-registered': z.strictObject({ state: z.string().max(50) }),
};
