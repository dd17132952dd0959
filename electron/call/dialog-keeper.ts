import type { Log } from '#electron/log/log.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import type { CallId } from '#shared/lib/ids.ts';
import type { CallEntry } from './call-entry.ts';
import type { KeptCalls } from './ports.ts';

/** The desk has been told and the caller is heard: only then does the disk get its turn. */
const afterMs = 100;

export interface DialogKeeper {
  /** The call was answered, or something of it has changed. */
  touch(entry: CallEntry): void;
  /** The call is over. Gone from the disk when this returns. */
  drop(callId: CallId): void;
}

/** Keeps on disk what the next program needs of each answered call, and nothing once it has ended. */
export function createDialogKeeper(deps: {
  readonly clock: Clock;
  readonly log: Log;
  readonly kept: () => KeptCalls | null;
  readonly personId: () => string | null;
}): DialogKeeper {
  const { clock, log } = deps;
  const due = new Map<CallId, Undo>();
  const write = (entry: CallEntry): void => {
    const { callId } = entry.current;
    due.delete(callId);
    const dialog = entry.sip.record();
    const personId = deps.personId();
    if (dialog === null || personId === null || entry.snapshot.state === 'ended') return;
    const { wireAtMs: _, ...call } = entry.current;
    const { muted, consultFor, state } = entry.snapshot;
    try {
      deps.kept()?.save({
        savedAt: clock.now(),
        personId,
        call,
        consultFor,
        muted,
        dialog: { ...dialog, held: state === 'held' },
      });
    } catch (error) {
      // The call goes on; should the program die now, it could not be taken over.
      log.error('call not kept for a restart', { callId, error: String(error) });
    }
  };
  return {
    touch(entry) {
      const { callId } = entry.current;
      if (due.has(callId) || entry.current.answeredAt === null) return;
      due.set(
        callId,
        clock.after(afterMs, () => write(entry)),
      );
    },
    drop(callId) {
      due.get(callId)?.();
      due.delete(callId);
      try {
        deps.kept()?.remove(callId);
      } catch (error) {
        log.error('kept call not removed', { callId, error: String(error) });
      }
    },
  };
}
