import { useEffect, useState } from 'react';
import type { CommandOutput } from '#shared/contract/index.ts';
import { useDesk, useTopic } from '#renderer/stores/use-desk.tsx';

export type FeedbackList = CommandOutput<'feedback/list'>;

/** The list, read anew whenever main says that it changed. null until the first answer. */
export function useFeedback(): FeedbackList | null {
  const desk = useDesk();
  const changedAt = useTopic('feedback/state', (state) => state?.changedAt ?? 0);
  const [read, setRead] = useState<{ readonly changedAt: number; readonly list: FeedbackList } | null>(null);
  useEffect(() => {
    let stale = false;
    void desk.send('feedback/list', {}).then((list) => {
      if (!stale && list) setRead({ changedAt, list });
    });
    return () => {
      stale = true;
    };
  }, [desk, changedAt]);
  return read?.list ?? null;
}
