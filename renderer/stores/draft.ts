import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DeskBridge } from '#shared/contract/index.ts';
import type { Undo } from '#shared/lib/clock.ts';
import type { CallId } from '#shared/lib/ids.ts';
import type { Disposition, Notes } from '#shared/seat/contract.ts';
import type { AppError } from '#shared/errors/app-error.ts';

/** The note of one call while it is being written. `savedAt` is main's answer: on disk. */
export interface Draft {
  readonly callId: CallId | null;
  readonly disposition: Disposition | null;
  readonly note: string;
  readonly followUp: string;
  readonly savedAt: number | null;
  /** Typed but not yet on disk. */
  readonly dirty: boolean;
}

export interface DraftDeps {
  readonly bridge: DeskBridge;
  /** Runs `fn` once after `delayMs`; the undo cancels it. */
  readonly after: (delayMs: number, fn: () => void) => Undo;
  readonly onFailure: (error: AppError) => void;
}

export interface DraftStore {
  readonly store: StoreApi<Draft>;
  /** The call whose note is on the screen. What main has on disk for it is taken over unless something newer was typed here. */
  show(callId: CallId | null, stored: Notes | null): void;
  edit(change: Partial<Pick<Draft, 'disposition' | 'note' | 'followUp'>>): void;
  /** Sends what is not saved yet; resolves when it is on disk, false when it could not be. */
  flush(): Promise<boolean>;
  readonly dispose: Undo;
}

/** A pause in typing after which the note goes to disk. Short, because the program may die at any moment. */
const saveAfterMs = 400;
const empty: Draft = { callId: null, disposition: null, note: '', followUp: '', savedAt: null, dirty: false };

/** Keeps what is typed and sends it to main as it settles; main writes it to disk before it answers. */
export function createDraftStore({ bridge, after, onFailure }: DraftDeps): DraftStore {
  const store = createStore<Draft>()(() => empty);
  let undoTimer: Undo = () => undefined;

  async function flush(): Promise<boolean> {
    undoTimer();
    const { callId, disposition, note, followUp, dirty } = store.getState();
    if (!callId || !dirty) return true;
    const result = await bridge.send('seat/save-wrap-up', { callId, disposition, note, followUp });
    if (!result.ok) {
      onFailure(result.error);
      return false;
    }
    const now = store.getState();
    if (now.callId !== callId) return true;
    const unchanged = now.note === note && now.followUp === followUp && now.disposition === disposition;
    store.setState({ savedAt: result.value.savedAt, dirty: !unchanged });
    return true;
  }

  return {
    store,
    show(callId, stored) {
      const now = store.getState();
      const fits = stored && stored.callId === callId ? stored : null;
      if (now.callId === callId) {
        if (!now.dirty && fits) store.setState(fromStored(fits));
        return;
      }
      void flush();
      store.setState(fits ? fromStored(fits) : { ...empty, callId }, true);
    },
    edit(change) {
      store.setState({ ...change, dirty: true });
      undoTimer();
      undoTimer = after(saveAfterMs, () => void flush());
    },
    flush,
    dispose: () => undoTimer(),
  };
}

const fromStored = (stored: Notes): Draft => ({
  callId: stored.callId,
  disposition: stored.disposition,
  note: stored.note,
  followUp: stored.followUp,
  savedAt: stored.savedAt,
  dirty: false,
});
