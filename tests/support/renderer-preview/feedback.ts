import type { CommandOutput } from '#shared/contract/index.ts';
import type { FeedbackEntry } from '#shared/feedback/entry.ts';
import { callId } from './fixtures.ts';

const by = { personId: 'sample-agent', name: '林晓晴' };

/** What an editor finds in the morning. */
export function feedbackList(now: number): CommandOutput<'feedback/list'> {
  const entry = (id: string, minutesAgo: number, more: Partial<FeedbackEntry>): FeedbackEntry => ({
    feedbackId: id,
    kind: 'wrong',
    at: now - minutesAgo * 60_000,
    by,
    query: '',
    articleId: null,
    context: {
      callId,
      callOffsetMs: 144_000,
      queue: 'queue-elderly',
      playbookId: 'fake-support-cover-expiry',
      flowId: null,
      flags: ['elderly'],
    },
    note: '',
    state: 'open',
    settled: null,
    ...more,
  });
  return {
    entries: [
      entry('f1', 8, {
        kind: 'suggestion',
        note: '七十多岁的人记不住三个问题，能不能少核一项，靠号码和声音也行',
      }),
      entry('f2', 26, { kind: 'missing', query: '吞币机换零钱', context: null }),
      entry('f3', 61, { articleId: 'card-hold', query: '解挂', note: '解开要不要本人到场，两处说法不一样' }),
      entry('f4', 190, { kind: 'outdated', articleId: 'branch-hours', query: '元旦营业' }),
      entry('f5', 1600, {
        kind: 'unclear',
        articleId: 'digital-yuan',
        state: 'done',
        settled: { at: now, by },
      }),
    ],
    unanswered: [
      { query: '硬币兑换', times: 9, lastAt: now - 600_000 },
      { query: '外国人租房补贴', times: 4, lastAt: now - 9_000_000 },
      { query: '军属优待证', times: 2, lastAt: now - 90_000_000 },
    ],
  };
}
