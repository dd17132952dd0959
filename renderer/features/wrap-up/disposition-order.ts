import type { Disposition } from '#shared/seat/contract.ts';

/** In the order of the screen, and so of the digits 1 to 9 and 0. A test holds it against the contract. */
export const dispositionOrder: readonly Disposition[] = [
  'solved',
  'scamStopped',
  'cardHeld',
  'informed',
  'callBackPromised',
  'handedOver',
  'complaint',
  'droppedByCaller',
  'notReached',
  'wrongNumber',
];
