import { useEffect, useState, type ReactNode } from 'react';
import type { DeskBridge, TopicName, TopicSnapshot } from '#shared/contract/index.ts';
import { createDesk, type Desk } from '#renderer/stores/desk.ts';
import { DeskProvider, useDesk } from '#renderer/stores/use-desk.tsx';

export type Snapshots = { readonly [T in TopicName]?: TopicSnapshot<T> };

/** The real topics but for those given; nothing that is pressed reaches main. */
function previewBridge(real: DeskBridge, given: Snapshots): DeskBridge {
  return {
    send: async () => ({ ok: false, error: notHere }),
    ask: async (topic) => {
      const snapshot = given[topic];
      return snapshot === undefined ? real.ask(topic) : { revision: 1, snapshot };
    },
    subscribe: (topic, listener) => (given[topic] === undefined ? real.subscribe(topic, listener) : () => {}),
  };
}
const notHere = { code: 'common/not-allowed', params: { need: 'preview' }, retry: 'no' } as const;

/** What a part of the desk looks like with other content: drawn by the part itself, over a desk whose main says something else. */
export function PreviewDesk({
  given,
  children,
}: {
  readonly given: Snapshots;
  readonly children: ReactNode;
}) {
  const { bridge } = useDesk();
  const [desk, setDesk] = useState<Desk | null>(null);
  useEffect(() => {
    const made = createDesk({
      bridge: previewBridge(bridge, given),
      focus: () => {},
      after: () => () => {},
    });
    let gone = false;
    void Promise.all([made.mirrors.ask('first'), made.mirrors.ask('desk'), made.mirrors.ask('later')]).then(
      () => {
        if (!gone) setDesk(made);
      },
    );
    return () => {
      gone = true;
      made.dispose();
    };
  }, [bridge, given]);
  if (desk === null) return null;
  return (
    <div inert>
      <DeskProvider desk={desk}>{children}</DeskProvider>
    </div>
  );
}
