import type { CallSnapshot } from '#shared/call/contract.ts';

/** How every call begins: without pictures. */
export const noVideo: CallSnapshot['video'] = {
  state: 'off',
  pending: false,
  refused: false,
  camera: 'off',
  receiving: false,
};
