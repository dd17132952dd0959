import type { CallManager, CallManagerDeps } from '#electron/call/call-manager.ts';
import { createCallHandlers } from '#electron/call/handlers.ts';
import type { CareDesk } from '#electron/care/care-desk.ts';
import type { MayMove } from '#electron/control/ports.ts';
import type { SeatManager, SeatManagerDeps } from '#electron/seat/seat-manager.ts';
import { activeFlags } from '#shared/caller/flag-rules.ts';
import { asksFirst } from '#shared/care/asks-first.ts';
import { ok } from '#shared/errors/result.ts';
import type { Relays } from './relays.ts';

/** What older rooms ask of care, which opens with the store: until then nothing stands against anything. */
export function careTies(relays: Relays, care: () => CareDesk | null) {
  const asks: CallManagerDeps['asksFirst'] = (callId, act) => {
    const caller = relays['caller/state'].get();
    const flags = caller.callId === callId ? activeFlags(caller.flags) : [];
    return asksFirst(act, flags, relays['guidance/library'].get().careCards);
  };
  const mayMove: MayMove = (callId, anyway) => care()?.mayMove(callId, anyway) ?? ok(undefined);
  const mayFinish: SeatManagerDeps['mayFinish'] = (callId) => care()?.mayFinish(callId) ?? ok(undefined);
  const callHandlers = (calls: CallManager): ReturnType<typeof createCallHandlers> => {
    const handlers = createCallHandlers(calls);
    return {
      ...handlers,
      // Rung again after a lost call: the caller's place goes with them.
      async 'call/call-back'(input) {
        const rung = await handlers['call/call-back'](input);
        if (rung.ok) care()?.carryOver(input.callId, rung.value.callId);
        return rung;
      },
    };
  };
  return { asksFirst: asks, mayMove, mayFinish, callHandlers };
}

/** What is written in this call so far. */
export const noteOf =
  (seat: SeatManager) =>
  (callId: string): string => {
    const { notes, wrapUp } = seat.state.get();
    return [notes, wrapUp].find((one) => one?.callId === callId)?.note ?? '';
  };
