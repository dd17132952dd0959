/** What the desk can do to an account, weakest first; ids as in the domain's table. */
export const controlIds = [
  'teach',
  'limit',
  'cardNotPresentOff',
  'transactionDelay',
  'transactionRefuse',
  'transactionRelease',
  'cardHold',
  'accountProtect',
  'verbalLossReport',
] as const;
export type ControlId = (typeof controlIds)[number];
