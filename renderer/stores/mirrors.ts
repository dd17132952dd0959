import type { DeskBridge, TopicName, TopicSnapshot } from '#shared/contract/index.ts';
import type { Undo } from '#shared/lib/clock.ts';
import { createMirror, type Mirror } from './mirror.ts';
import { topicNames, topicPlan, type TopicTurn } from './topic-plan.ts';

/** One mirror, and so one store, per topic of the contract. */
export interface Mirrors {
  get<T extends TopicName>(topic: T): Mirror<T>;
  snapshot<T extends TopicName>(topic: T): TopicSnapshot<T> | null;
  /** Asks for every topic of a turn at once. A topic that cannot be had now is heard of at its next change. */
  ask(turn: TopicTurn): Promise<void>;
  /** Called after a change of any topic. */
  subscribe(listener: () => void): Undo;
  readonly dispose: Undo;
}

export function createMirrors(bridge: DeskBridge): Mirrors {
  const byTopic = new Map<TopicName, Mirror<TopicName>>(
    topicNames.map((topic) => [topic, createMirror(bridge, topic) as unknown as Mirror<TopicName>]),
  );
  const get = <T extends TopicName>(topic: T): Mirror<T> => {
    const mirror = byTopic.get(topic);
    if (!mirror) throw new Error(`no mirror of ${topic}`);
    return mirror as unknown as Mirror<T>;
  };
  return {
    get,
    snapshot: (topic) => get(topic).store.getState().snapshot,
    async ask(turn) {
      await Promise.allSettled(
        topicNames.filter((topic) => topicPlan[topic] === turn).map((topic) => get(topic).refresh()),
      );
    },
    subscribe(listener) {
      const undos = [...byTopic.values()].map((mirror) => mirror.store.subscribe(listener));
      return () => undos.forEach((undo) => undo());
    },
    dispose: () => byTopic.forEach((mirror) => mirror.dispose()),
  };
}
