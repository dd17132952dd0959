import { createContext, use, useSyncExternalStore, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { TopicName, TopicSnapshot } from '#shared/contract/index.ts';
import type { Desk } from './desk.ts';
import type { DeskState } from './desk-state.ts';

const DeskContext = createContext<Desk | null>(null);

export function DeskProvider({ desk, children }: { desk: Desk; children: ReactNode }) {
  return <DeskContext value={desk}>{children}</DeskContext>;
}

export function useDesk(): Desk {
  const desk = use(DeskContext);
  if (!desk) throw new Error('useDesk outside DeskProvider');
  return desk;
}

/** A slice of one topic; renders only when the slice changes. `select` must give a part of the snapshot or a plain value. */
export function useTopic<T extends TopicName, S>(
  topic: T,
  select: (snapshot: TopicSnapshot<T> | null) => S,
): S {
  const { store } = useDesk().mirrors.get(topic);
  return useSyncExternalStore(
    store.subscribe,
    () => select(store.getState().snapshot),
    () => select(store.getState().snapshot),
  );
}

/** A slice across topics and the view. The same rule: a part of the state or a plain value, nothing built anew. */
export function useDeskState<S>(select: (state: DeskState) => S): S {
  const desk = useDesk();
  return useSyncExternalStore(
    desk.subscribe,
    () => select(desk.state()),
    () => select(desk.state()),
  );
}

export const useView = <S,>(select: (view: DeskState['view']) => S): S => useStore(useDesk().view, select);
