import { useEffect, useState } from 'react';
import type { CommandInput, CommandOutput } from '#shared/contract/index.ts';
import type { ReviewSheet } from '#shared/review/sheet.ts';
import { useDesk, useTopic, useView } from '#renderer/stores/use-desk.tsx';

export type ReviewFilter = CommandInput<'review/list'>;
/** Since when, as it is chosen: a day is the calendar's. */
export type Since = 'today' | 'week' | 'month' | 'all';

type List = CommandOutput<'review/list'>;

export interface Review {
  readonly list: List | null;
  readonly filter: Omit<ReviewFilter, 'since'>;
  readonly since: Since;
  narrow(change: Partial<Omit<ReviewFilter, 'since'>>): void;
  setSince(since: Since): void;
}

const nothing: Omit<ReviewFilter, 'since'> = { query: '', personId: null, flag: null, only: 'all' };

function startOf(since: Since): number | null {
  if (since === 'all') return null;
  const day = new Date();
  day.setHours(0, 0, 0, 0);
  day.setDate(day.getDate() - { today: 0, week: 6, month: 29 }[since]);
  return day.getTime();
}

/** The list, read anew when it is narrowed and when a call of this desk has ended. null until the first answer. */
export function useReview(): Review {
  const desk = useDesk();
  const ended = useTopic(
    'call/state',
    (state) =>
      state?.calls
        .filter((call) => call.state === 'ended')
        .map(({ id }) => id)
        .join(' ') ?? '',
  );
  const [filter, setFilter] = useState(nothing);
  const [since, setSince] = useState<Since>('week');
  const [read, setRead] = useState<{ readonly ended: string; readonly list: List } | null>(null);
  useEffect(() => {
    let stale = false;
    void desk.send('review/list', { ...filter, since: startOf(since) }).then((answer) => {
      if (!stale && answer) setRead({ ended, list: answer });
    });
    return () => {
      stale = true;
    };
  }, [desk, ended, filter, since]);
  return {
    list: read?.list ?? null,
    filter,
    since,
    narrow: (change) => setFilter((before) => ({ ...before, ...change })),
    setSince,
  };
}

/** The call that was opened, whole; null while none is. Reading it is an entry of the audit, so it is read once. */
export function useSheet(): { readonly sheet: ReviewSheet | null; readonly loading: boolean } {
  const desk = useDesk();
  const opened = useView((view) => view.review.opened);
  const at = useView((view) => view.review.at);
  const [read, setRead] = useState<ReviewSheet | null>(null);
  useEffect(() => {
    if (opened === null) return;
    let stale = false;
    void desk.send('review/open', { callId: opened }).then((sheet) => {
      if (stale) return;
      if (sheet) setRead(sheet);
      else desk.setView({ review: { at: opened, opened: null } });
    });
    return () => {
      stale = true;
    };
  }, [desk, opened]);
  const sheet = read?.call.callId === opened && opened === at ? read : null;
  return { sheet, loading: opened !== null && opened === at && sheet === null };
}
