import type { CoreDrill } from '#shared/training/core-drill.ts';
export type { CoreDrill } from '#shared/training/core-drill.ts';

/** In the order of the trainer's screen. Here and not from the contract: the first screen does without its checks. */
export const coreDrills = [
  'off',
  'slow',
  'errors',
  'twice',
  'silent',
] as const satisfies readonly CoreDrill[];
