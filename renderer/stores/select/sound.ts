import type { CallSnapshot } from '#shared/call/contract.ts';
import type { DeskState } from '../desk-state.ts';
import { liveCall } from './call.ts';

/** As the desk measures it (`CallSnapshot.sound`), or as the caller says it. */
export type Soundless = Exclude<CallSnapshot['sound'], 'ok'> | 'saidNotHeard';

/** Who is not heard in the call in front; null: both are. What is measured comes before what is said. */
export function soundless(state: DeskState): Soundless | null {
  const call = liveCall(state);
  if (call?.state !== 'active') return null;
  if (call.sound !== 'ok') return call.sound;
  return state.view.notHeardFor === call.id ? 'saidNotHeard' : null;
}

/**
 * The only call on the desk, where one of the two is not heard, or which the exchange of now does not know: it is ended here and
 * rung anew by one key.
 */
export function callWithoutSound(state: DeskState): CallSnapshot | null {
  const live = state.calls?.calls.filter((call) => call.state !== 'ended') ?? [];
  const [call] = live;
  if (call === undefined || live.length !== 1 || call.numberMasked === '') return null;
  return soundless(state) !== null || call.reach === 'lost' ? call : null;
}
