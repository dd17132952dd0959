import type { CallPicture } from '#shared/picture/contract.ts';
import type { DeskState } from '../desk-state.ts';
import { currentCall } from './call.ts';

const none: readonly CallPicture[] = [];

/** Screenshots of the call on the screen, oldest first. */
export const picturesOf = (state: DeskState): readonly CallPicture[] =>
  state.pictures && state.pictures.callId === currentCall(state)?.id ? state.pictures.pictures : none;

export const newestPicture = (state: DeskState): CallPicture | null => picturesOf(state).at(-1) ?? null;
