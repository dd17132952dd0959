import type { HandlersOf } from '#shared/contract/index.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok } from '#shared/errors/result.ts';
import type { seatCommands } from '#shared/seat/contract.ts';
import type { SeatManager } from './seat-manager.ts';

/**
 * The desk's words for the seat's work, put to the manager.
 * @param soundMissing the bank wants the sound tried before the first call, and it was not
 */
export function createSeatHandlers(
  seat: SeatManager,
  soundMissing: () => boolean,
): HandlersOf<typeof seatCommands> {
  return {
    'seat/set-ready'() {
      if (soundMissing()) return fail(appError('seat/sound-not-checked', {}, 'no'));
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
