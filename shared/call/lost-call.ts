import type { CallEnd } from './contract.ts';

/** Ends that nobody wanted: the caller is called back with one key. */
export const lostReasons: readonly CallEnd['reason'][] = [
  'lineLost',
  'mediaFailed',
  'sessionExpired',
  'goneMeanwhile',
  'takeoverFailed',
  'takeoverLate',
];
