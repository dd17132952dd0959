import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DeskBridge, Published, TopicName, TopicSnapshot } from '#shared/contract/index.ts';
import type { Undo } from '#shared/lib/clock.ts';
import { share } from './share.ts';

/** A topic as this window last heard of it. `revision` -1: not heard yet. */
export interface Mirrored<T extends TopicName> {
  readonly revision: number;
  readonly snapshot: TopicSnapshot<T> | null;
}

export interface Mirror<T extends TopicName> {
  readonly store: StoreApi<Mirrored<T>>;
  /** Asks main for the present value; an answer older than what is already known changes nothing. */
  refresh(): Promise<void>;
  readonly dispose: Undo;
}

/**
 * Mirrors one topic of main. Main is the only writer; snapshots are whole and carry a revision, older ones are dropped.
 */
export function createMirror<T extends TopicName>(bridge: DeskBridge, topic: T): Mirror<T> {
  const store = createStore<Mirrored<T>>()(() => ({ revision: -1, snapshot: null }));
  const take = ({ revision, snapshot }: Published<T>): void => {
    const known = store.getState();
    if (revision <= known.revision) return;
    store.setState({ revision, snapshot: share(known.snapshot, snapshot) }, true);
  };
  const dispose = bridge.subscribe(topic, take);
  return {
    store,
    async refresh() {
      take(await bridge.ask(topic));
    },
    dispose,
  };
}
