import type { HandlersOf } from '#shared/contract/index.ts';
import { ok } from '#shared/errors/result.ts';
import type { seatCommands } from '#shared/seat/contract.ts';
import type { SeatManager } from './seat-manager.ts';

/** The desk's words for the seat's work, put to the manager. */
export function createSeatHandlers(seat: SeatManager): HandlersOf<typeof seatCommands> {
  return {
    'seat/set-ready'() {
      const result = seat.setReady();
      return result.ok ? ok({}) : result;
    },
    'seat/set-not-ready'({ reason }) {
      const result = seat.setNotReady(reason);
      return result.ok ? ok({}) : result;
    },
    'seat/save-wrap-up'({ callId, ...fields }) {
      const saved = seat.saveWrapUp(callId, fields);
      return saved.ok ? ok({ savedAt: saved.value }) : saved;
    },
    'seat/finish-wrap-up'({ callId, then }) {
      const finished = seat.finishWrapUp(callId, then);
      return finished.ok ? ok({}) : finished;
    },
  };
}
