import { z } from 'zod';

/** What the desk can do to an account, weakest first; ids as in the domain's table. Only `cardHold` is wired so far. */
export const controlIdSchema = z.enum([
  'teach',
  'limit',
  'cardNotPresentOff',
  'transactionDelay',
  'transactionRefuse',
  'transactionRelease',
  'cardHold',
  'accountProtect',
  'verbalLossReport',
]);
export type ControlId = z.infer<typeof controlIdSchema>;
