import { isLive } from '#shared/call/call-state.ts';
import type { CallSnapshot } from '#shared/call/contract.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import type { CallEntry } from './call-entry.ts';
import type { CurrentCall } from './ports.ts';

/**
 * The calls of this desk and which of them is in front. The keys act on the one in front; the panel, the guidance and the
 * hold are about its caller: a consultation stands in front of the call it is about, but never takes its panel.
 */
export interface CallLines {
  readonly state: Source<{ readonly calls: readonly CallSnapshot[] }>;
  readonly current: Source<CurrentCall | null>;
  get(callId: CallId): CallEntry | undefined;
  live(): readonly CallEntry[];
  front(): CallEntry | undefined;
  put(entry: CallEntry, change: Partial<CallSnapshot>): void;
  /** Adds a call; the first live one comes in front by itself. */
  add(entry: CallEntry, inFront: boolean): void;
  bringForward(entry: CallEntry): void;
  /** The entry's own facts (not the snapshot) have changed. */
  renew(entry: CallEntry): void;
  /** A call has ended: whoever is left comes in front. */
  closed(entry: CallEntry): void;
  /** Shows an ended call on the panel: its wrap-up is next. */
  present(callId: CallId): void;
  /** Forgets one ended call, or all of them. Live ones stay. */
  forget(callId?: CallId): void;
  /** The panel is empty when nothing is live. */
  settle(): void;
}

const live = ({ snapshot }: CallEntry): boolean => isLive(snapshot.state);
const answered = ({ snapshot }: CallEntry): boolean => snapshot.answeredAt !== null;

export function createCallLines(): CallLines {
  const entries = new Map<CallId, CallEntry>();
  const state = createPublisher<{ readonly calls: readonly CallSnapshot[] }>({ calls: [] });
  const current = createPublisher<CurrentCall | null>(null);
  let frontId: CallId | null = null;

  const all = (): CallEntry[] => [...entries.values()];
  const publish = (): void =>
    state.set({
      calls: all().map(({ snapshot }) => {
        const front = snapshot.id === frontId;
        return snapshot.front === front ? snapshot : { ...snapshot, front };
      }),
    });
  const show = (call: CurrentCall | null): void => {
    if (current.get() !== call) current.set(call);
  };
  const bring = (entry: CallEntry): void => {
    frontId = entry.current.callId;
    const about = entry.snapshot.consultFor;
    show((about === null ? entry : (entries.get(about) ?? entry)).current);
    publish();
  };
  /** Who comes in front when this one has ended: its caller, else somebody one was talking to, else whoever rings. */
  const next = (gone: CallEntry): CallEntry | undefined => {
    const left = all().filter((entry) => live(entry) && entry !== gone);
    return (
      left.find(({ snapshot }) => snapshot.id === gone.snapshot.consultFor) ??
      left.find((entry) => answered(entry) && entry.snapshot.consultFor === null) ??
      left.find(answered) ??
      left[0]
    );
  };

  return {
    state,
    current,
    get: (callId) => entries.get(callId),
    live: () => all().filter(live),
    front: () => (frontId === null ? undefined : entries.get(frontId)),
    put(entry, change) {
      entry.snapshot = { ...entry.snapshot, ...change };
      publish();
    },
    add(entry, inFront) {
      // What ended and owes nothing more makes room; a call that waits for its wrap-up stays.
      for (const old of all()) if (!live(old) && !old.owesWrapUp) entries.delete(old.current.callId);
      const first = !all().some(live);
      entries.set(entry.current.callId, entry);
      if (first || inFront) bring(entry);
      else publish();
    },
    bringForward: bring,
    renew(entry) {
      if (current.get()?.callId === entry.current.callId) current.set(entry.current);
    },
    closed(entry) {
      const after = next(entry);
      if (after === undefined) {
        const about = entry.snapshot.consultFor;
        show((about === null ? entry : (entries.get(about) ?? entry)).current);
        return publish();
      }
      if (frontId === entry.current.callId) bring(after);
      else publish();
    },
    present(callId) {
      const entry = entries.get(callId);
      if (entry === undefined || all().some(live)) return;
      bring(entry);
    },
    forget(callId) {
      for (const entry of all()) {
        const { callId: own } = entry.current;
        if (live(entry) || (callId !== undefined && own !== callId)) continue;
        entries.delete(own);
        if (frontId === own) frontId = null;
        if (current.get()?.callId === own) show(null);
      }
      publish();
    },
    settle() {
      if (!all().some(live)) show(null);
    },
  };
}
