import type { Feedback } from '#electron/feedback/feedback.ts';
import type { DeskRooms } from './desk.ts';

type Handlers = DeskRooms['handlers'];

/** What is reported from an article or an empty search lands in the one list that the editor reads. */
export function withReports(handlers: Handlers, feedback: () => Feedback | null): Handlers {
  const report: Handlers['knowledge/report'] = async (input) => {
    const result = await handlers['knowledge/report'](input);
    if (result.ok)
      feedback()?.capture({ kind: input.kind, query: input.query, articleId: input.articleId ?? null });
    return result;
  };
  return { ...handlers, 'knowledge/report': report };
}
