import { z } from 'zod';

/** Expected failures of the knowledge room. Searching has none: any string has an answer, if only an empty one. */
export const knowledgeErrors = {
  'knowledge/article-not-found': z.strictObject({ articleId: z.string().max(100) }),
};
