import type { DeskState } from '../desk-state.ts';
import { callersCall } from './call.ts';
import { hasFlag } from './caller.ts';

/** Whether text with the caller is on the screen: opened by F6, a message is there, or the caller cannot hear. */
export function textShown(state: DeskState): boolean {
  const call = callersCall(state);
  if (!call) return false;
  return call.messages.length > 0 || state.view.textOpenFor === call.id || hasFlag(state, 'hearingImpaired');
}
