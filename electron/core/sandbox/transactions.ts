import type { Clock, Undo } from '#shared/lib/clock.ts';
import type { TransactionEntry } from './entries.ts';

/** A transaction as the sandbox core has it. One that nobody has touched has no record of its own. */
export type TransactionRecord = TransactionEntry['record'];

export interface Decider {
  readonly by: 'person' | 'rule' | 'timer';
  readonly who: string | null;
  readonly reason: string;
}

/** `decided`: it was decided before; nothing was done now. */
export type Decided = 'done' | 'unknown' | 'decided';

export interface TransactionsDeps {
  readonly clock: Clock;
  /** Whose it is; undefined: there is no such transaction. */
  readonly ownerOf: (transactionId: string) => string | undefined;
  /** A decision made before this instant was about an earlier transaction of the same id: a sample day has begun anew. */
  readonly since?: (transactionId: string) => number;
  /** On the disk when it returns. */
  readonly keep: (entry: TransactionEntry) => void;
}

/**
 * What became of pending transactions. The clock that refuses one nobody asked for is here, with the core: it runs when every
 * desk is off, and it runs again after a restart.
 */
export interface Transactions {
  /** Refused by itself at this instant unless somebody decides before. */
  watch(transactionId: string, deadlineAt: number): void;
  record(transactionId: string): TransactionRecord | undefined;
  /** Parks it until then (延迟到账). */
  delay(transactionId: string, until: number, decider: Decider): Decided;
  decide(transactionId: string, kind: 'released' | 'refused', decider: Decider): Decided;
  onChange(listener: (transactionId: string) => void): Undo;
  replay(entry: TransactionEntry): void;
  /** Once, after the replay: what fell due meanwhile is refused now. */
  resume(): void;
  dispose(): void;
}

/** No timer waits longer than this at a time: the wall clock may be set meanwhile. */
const longestWaitMs = 60_000;

export function createTransactions(deps: TransactionsDeps): Transactions {
  const { clock } = deps;
  const records = new Map<string, TransactionRecord>();
  const deadlines = new Map<string, number>();
  const listeners = new Set<(transactionId: string) => void>();
  let undoTimer: Undo = () => undefined;
  let running = false;

  const current = (id: string): TransactionRecord | undefined => {
    const record = records.get(id);
    return record && record.at >= (deps.since?.(id) ?? 0) ? record : undefined;
  };
  const isOpen = (id: string): boolean => {
    const state = current(id)?.state;
    return state === undefined || state === 'delayed';
  };
  const put = (record: TransactionRecord): void => {
    deps.keep({ kind: 'transaction', record });
    records.set(record.transactionId, record);
    for (const listener of [...listeners]) listener(record.transactionId);
    arm();
  };
  const decide = (id: string, kind: 'released' | 'refused', decider: Decider): Decided => {
    if (deps.ownerOf(id) === undefined) return 'unknown';
    if (!isOpen(id)) return 'decided';
    put({ transactionId: id, state: kind, until: null, at: clock.now(), ...decider });
    return 'done';
  };
  const dueAt = (id: string): number => current(id)?.until ?? deadlines.get(id) ?? Infinity;
  const open = (): string[] => [...new Set([...deadlines.keys(), ...records.keys()])].filter(isOpen);
  const refuseDue = (): void => {
    for (const id of open()) {
      if (dueAt(id) <= clock.now()) decide(id, 'refused', { by: 'timer', who: null, reason: 'nobodyAsked' });
    }
    arm();
  };
  const arm = (): void => {
    undoTimer();
    if (!running) return;
    const next = Math.min(...open().map(dueAt));
    if (next === Infinity) return;
    undoTimer = clock.after(Math.min(longestWaitMs, Math.max(0, next - clock.now())), refuseDue);
  };
  return {
    watch(id, deadlineAt) {
      deadlines.set(id, deadlineAt);
      arm();
    },
    record: current,
    delay(id, until, decider) {
      if (deps.ownerOf(id) === undefined) return 'unknown';
      if (!isOpen(id)) return 'decided';
      put({ transactionId: id, state: 'delayed', until, at: clock.now(), ...decider });
      return 'done';
    },
    decide,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    replay: ({ record }) => void records.set(record.transactionId, record),
    resume() {
      running = true;
      refuseDue();
    },
    dispose() {
      running = false;
      undoTimer();
    },
  };
}
