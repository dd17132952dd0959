import type { CommandName, DeskBridge, Published, TopicName, TopicSnapshot } from '#shared/contract/index.ts';
import type { Result } from '#shared/errors/result.ts';

export interface TestBridge extends DeskBridge {
  readonly sent: readonly (readonly [CommandName, unknown])[];
  publish<T extends TopicName>(topic: T, revision: number, snapshot: TopicSnapshot<T>): void;
  /** What `ask` answers; without it a topic cannot be had. */
  answer<T extends TopicName>(topic: T, revision: number, snapshot: TopicSnapshot<T>): void;
  /** What a command answers instead of an empty success. */
  reply(name: CommandName, result: Result<unknown>): void;
}

/** The wire, and nothing behind it. */
export function createTestBridge(): TestBridge {
  const listeners = new Map<TopicName, Set<(published: Published<TopicName>) => void>>();
  const answers = new Map<TopicName, Published<TopicName>>();
  const replies = new Map<CommandName, Result<unknown>>();
  const sent: [CommandName, unknown][] = [];
  return {
    sent,
    publish(topic, revision, snapshot) {
      for (const listener of listeners.get(topic) ?? [])
        listener({ revision, snapshot } as Published<TopicName>);
    },
    answer: (topic, revision, snapshot) =>
      void answers.set(topic, { revision, snapshot } as Published<TopicName>),
    reply: (name, result) => void replies.set(name, result),
    async send(name, input) {
      sent.push([name, input]);
      return (replies.get(name) ?? { ok: true, value: {} }) as never;
    },
    async ask(topic) {
      const known = answers.get(topic);
      if (!known) throw new Error('not answered');
      return known as never;
    },
    subscribe(topic, listener) {
      const known = listeners.get(topic) ?? new Set();
      const own = (published: Published<TopicName>): void => listener(published as never);
      listeners.set(topic, known.add(own));
      return () => void known.delete(own);
    },
  };
}

export const coreHealth = (
  state: 'unknown' | 'ok' | 'slow' | 'down' | 'refused',
): TopicSnapshot<'core/health'> => ({
  state,
  latencyMs: 20,
  lastOkAt: 1,
  checkedAt: 1,
  problem: null,
  sandbox: true,
});
