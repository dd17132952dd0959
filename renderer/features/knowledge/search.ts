import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DeskBridge } from '#shared/contract/index.ts';
import type { AppError } from '#shared/errors/app-error.ts';
import type { Article } from '#shared/knowledge/article.ts';
import type { SearchContext, SearchOutput } from '#shared/knowledge/contract.ts';

/** What the panel shows: the words typed, the newest answer, and the article that is open. */
export interface SearchState {
  readonly query: string;
  readonly answer: SearchOutput | null;
  readonly failed: AppError | null;
  readonly article: Article | null;
}

/** What is known of the present call and moves fitting articles up. */
export interface Surroundings {
  readonly callId: string | null;
  readonly context: SearchContext;
  readonly language: 'zh' | 'en';
}

export interface Search {
  readonly store: StoreApi<SearchState>;
  type(query: string, around: Surroundings): void;
  open(articleId: string, around: Surroundings): Promise<void>;
  back(): void;
}

const limit = 8;

/** Search as one types. Every key asks; an answer older than the newest shown is dropped, so nothing waits and nothing flickers back. */
export function createSearch(bridge: Pick<DeskBridge, 'send'>): Search {
  const store = createStore<SearchState>()(() => ({ query: '', answer: null, failed: null, article: null }));
  let asked = 0;
  let shown = -1;

  async function ask(query: string, { callId, context, language }: Surroundings): Promise<void> {
    const sequence = asked++;
    const result = await bridge.send('knowledge/search', {
      query,
      limit,
      sequence,
      language,
      context,
      ...(callId ? { callId } : {}),
    });
    if (sequence < shown) return;
    shown = sequence;
    store.setState(result.ok ? { answer: result.value, failed: null } : { failed: result.error });
  }

  return {
    store,
    type(query, around) {
      store.setState({ query, article: null });
      void ask(query, around);
    },
    async open(articleId, { callId }) {
      const { query } = store.getState();
      const result = await bridge.send('knowledge/open', { articleId, query, ...(callId ? { callId } : {}) });
      store.setState(result.ok ? { article: result.value, failed: null } : { failed: result.error });
    },
    back: () => store.setState({ article: null }),
  };
}
