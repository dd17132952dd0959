import { isLive } from '#shared/call/call-state.ts';
import type { CommandInput } from '#shared/contract/index.ts';
import type { Key } from '#renderer/i18n/key.ts';
import type { Desk } from '#renderer/stores/desk.ts';
import type { DeskState } from '#renderer/stores/desk-state.ts';
import type { Asking } from '#renderer/stores/view.ts';

/** So long a question stands. Then the next press asks again: nobody ends a call by what they pressed a while ago. */
export const askedForMs = 20_000;

/** The acts on a call that main may answer with 'say it again' (call/confirm-needed). */
type Asked =
  'call/answer' | 'call/hang-up' | 'call/hold' | 'call/bring-forward' | 'call/transfer' | 'call/split';

/** The question on the screen, as long as its call is up. `now` is the caller's: a selector must not read a clock. */
export function askingNow(state: DeskState, now: number): Asking | null {
  const { asking } = state.view;
  if (asking === null || now - asking.at > askedForMs) return null;
  const up = state.calls?.calls.some((call) => call.id === asking.callId && isLive(call.state));
  return up ? asking : null;
}

/** The word on the button that was pressed once. */
export const askedAgain = (state: DeskState, by: string): Key | null =>
  askingNow(state, Date.now())?.by === by ? `care.asked.again.${state.view.asking?.act ?? 'hold'}` : null;

/**
 * Does an act on a call. Where main asks first (a care flag of the caller), the question stands in the strip with its reason, and
 * the same key, button or line of the palette pressed once more does it. `by` is the command's id; `callId` whose call it touches.
 */
export async function actAsking<C extends Asked>(
  desk: Desk,
  by: string,
  name: C,
  input: CommandInput<C>,
  callId: Asking['callId'],
): Promise<void> {
  const before = askingNow(desk.state(), Date.now());
  const confirmed = before?.by === by && before.callId === callId;
  desk.setView({ asking: null });
  const result = await desk.bridge.send(name, confirmed ? { ...input, confirmed: true } : input);
  if (result.ok) return;
  if (result.error.code !== 'call/confirm-needed') return desk.notices.failed(result.error);
  const { act, flag } = result.error.params;
  desk.notices.dismiss();
  desk.setView({ asking: { by, callId, act, flag, at: Date.now() } });
}
