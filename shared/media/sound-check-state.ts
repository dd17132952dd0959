import type { SoundCheck } from './sound-check.ts';

export type { SoundCheck } from './sound-check.ts';

/** Nothing is tried. Without the checks of the contract, for the desk's first screen. */
export const noSoundCheck: SoundCheck = {
  phase: 'off',
  microphone: null,
  levelDb: null,
  voice: null,
  leak: null,
  echo: null,
  checkedAt: null,
  wanted: 'no',
  canCall: false,
};
