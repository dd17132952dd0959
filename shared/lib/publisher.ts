import type { Undo } from './clock.ts';

/** The read side: what a room hands to others. */
export interface Source<T> {
  get(): T;
  /** Called after every change with the new value. Returns its undo. */
  subscribe(listener: (value: T) => void): Undo;
}

export interface Publisher<T> extends Source<T> {
  /** Replaces the snapshot; identical references are ignored. */
  set(next: T): void;
}

/** Holds one whole immutable snapshot and tells its subscribers when it is replaced. The smallest store that serves main. */
export function createPublisher<T>(initial: T): Publisher<T> {
  let value = initial;
  const listeners = new Set<(value: T) => void>();
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener(value);
    },
    subscribe(listener) {
      // Wrapped so that subscribing one function twice gives two subscriptions with one undo each.
      const own = (next: T): void => listener(next);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}
