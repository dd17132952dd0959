/** The article a flow is found by in the knowledge base, and back. */
const prefix = 'flow-';

export const articleIdOfFlow = (flowId: string): string => prefix + flowId;

export const flowIdOfArticle = (articleId: string): string | null =>
  articleId.startsWith(prefix) ? articleId.slice(prefix.length) : null;
