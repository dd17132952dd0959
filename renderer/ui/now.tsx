import { useSyncExternalStore } from 'react';

/** One beat a second for every clock on the screen, on the full second, and none while nobody looks at one. */
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | null = null;
let now = Date.now();

function beat(): void {
  now = Date.now();
  timer = setTimeout(beat, 1000 - (now % 1000));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  const own = (): void => listener();
  listeners.add(own);
  if (timer === null) {
    now = Date.now();
    timer = setTimeout(beat, 1000 - (now % 1000));
  }
  return () => {
    listeners.delete(own);
    if (listeners.size > 0 || timer === null) return;
    clearTimeout(timer);
    timer = null;
  };
}

/** The present instant, renewed every second. Only for showing: nothing is decided by a window's timer. */
export const useNow = (): number =>
  useSyncExternalStore(
    subscribe,
    () => now,
    () => now,
  );
