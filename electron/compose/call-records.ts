import type { CallRecord, CallRecords } from '#electron/call/ports.ts';
import type { Log } from '#electron/log/log.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';

export interface PatientCallRecords extends CallRecords {
  /** Writes what waits; before the store is closed. */
  flush(): void;
}

/** By then the window has the panel. A synced write can take as long as many frames, and a ring must not wait for it. */
const startedAfterMs = 200;

/** The same records, but a call's first line is written when the screen has been told. Whatever comes next finds it written. */
export function afterTheScreen(records: CallRecords, clock: Clock, log: Log): PatientCallRecords {
  let waiting: CallRecord | null = null;
  let undo: Undo = () => undefined;
  const flush = (): void => {
    undo();
    const record = waiting;
    waiting = null;
    if (record !== null) records.started(record);
  };
  const inTurn =
    <A extends readonly unknown[], R>(act: (...args: A) => R) =>
    (...args: A): R => {
      flush();
      return act(...args);
    };
  return {
    flush,
    started(record) {
      flush();
      waiting = record;
      undo = clock.after(startedAfterMs, () => {
        try {
          flush();
        } catch (error) {
          // The store refuses: what follows says so to the agent; the call goes on.
          log.error('call not recorded', { error: String(error) });
        }
      });
    },
    answered: inTurn(records.answered),
    ended: inTurn(records.ended),
    event: inTurn(records.event),
    saveWrapUp: inTurn(records.saveWrapUp),
    finishWrapUp: inTurn(records.finishWrapUp),
    unfinishedWrapUp: inTurn(records.unfinishedWrapUp),
    handledSince: inTurn(records.handledSince),
  };
}
