import type { CaptionsState } from '#shared/captions/contract.ts';
import type { DeskState } from '../desk-state.ts';
import { callersTalk } from './call.ts';

/** The captions of the caller's call, from its answer to its end; null: there are none. */
export function captionsUp(state: DeskState): CaptionsState | null {
  const call = callersTalk(state);
  const captions = state.captions;
  return call !== null && captions !== null && captions.callId === call.id ? captions : null;
}
