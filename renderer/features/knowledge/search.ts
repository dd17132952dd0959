import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DeskBridge } from '#shared/contract/index.ts';
import type { AppError } from '#shared/errors/app-error.ts';
import type { Article } from '#shared/knowledge/article.ts';
import type { SearchContext, SearchOutput } from '#shared/knowledge/contract.ts';
import type { Undo } from '#shared/lib/clock.ts';

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
}

export interface SearchDeps {
  readonly bridge: Pick<DeskBridge, 'send'>;
  readonly surroundings: () => Surroundings;
  /** Calls after every change that may change the surroundings. */
  readonly subscribe: (listener: () => void) => Undo;
}

export interface Search {
  readonly store: StoreApi<SearchState>;
  /** Follows the call: while nothing is typed, what fits it is shown. */
  start(language: 'zh' | 'en'): Undo;
  type(query: string): void;
  open(articleId: string): Promise<void>;
  /** Chosen, but shown elsewhere (a flow in the middle): kept with the call like an opening. */
  chosen(articleId: string): Promise<void>;
  back(): void;
  /** 'Wrong or missing'; answers whether it was taken. */
  report(kind: 'wrong' | 'missing'): Promise<boolean>;
}

const limit = 8;
/** What fits the call is asked for when it has settled: while it rings, main and the screen have the caller to show. */
const settledMs = 120;
const againMs = 500;
const timesAgain = 2;

/** Search as one types. Every key asks; an answer older than the newest shown is dropped, so nothing waits and nothing flickers back. */
export function createSearch({ bridge, surroundings, subscribe }: SearchDeps): Search {
  const store = createStore<SearchState>()(() => ({ query: '', answer: null, failed: null, article: null }));
  let language: 'zh' | 'en' = 'zh';
  let about = '';
  let asked = 0;
  let shown = -1;
  let settling: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  const ofCall = (): { callId?: string } => {
    const { callId } = surroundings();
    return callId === null ? {} : { callId };
  };

  async function ask(query: string, times = 0): Promise<void> {
    const sequence = asked++;
    const { context } = surroundings();
    const input = { query, limit, sequence, language, context, ...ofCall() };
    const result = await bridge.send('knowledge/search', input);
    if (sequence < shown) return;
    shown = sequence;
    store.setState(result.ok ? { answer: result.value, failed: null } : { failed: result.error });
    clearTimeout(again);
    // What is near in meaning comes when the bank's endpoint has told, if nobody has typed on; it is asked for twice, not more.
    if (result.ok && result.value.meaningPending && times < timesAgain)
      again = setTimeout(() => {
        const { query: now, article } = store.getState();
        if (now === query && article === null) void ask(query, times + 1);
      }, againMs);
  }

  function follow(): void {
    const now = `${language} ${JSON.stringify(surroundings())}`;
    if (now === about) return;
    const first = about === '';
    about = now;
    clearTimeout(settling);
    settling = setTimeout(
      () => {
        if (store.getState().query === '') void ask('');
      },
      first ? 0 : settledMs,
    );
  }

  return {
    store,
    start(next) {
      language = next;
      follow();
      const undo = subscribe(follow);
      return () => {
        undo();
        clearTimeout(settling);
        clearTimeout(again);
        about = '';
      };
    },
    type(query) {
      // The question is on its way before the letter is drawn: main answers meanwhile, on another core.
      void ask(query);
      store.setState({ query, article: null });
    },
    async open(articleId) {
      const { query } = store.getState();
      const result = await bridge.send('knowledge/open', { articleId, query, ...ofCall() });
      store.setState(result.ok ? { article: result.value, failed: null } : { failed: result.error });
    },
    async chosen(articleId) {
      const { query } = store.getState();
      await bridge.send('knowledge/open', { articleId, query, ...ofCall() });
    },
    back: () => store.setState({ article: null }),
    async report(kind) {
      const { query, article } = store.getState();
      const of = article === null ? {} : { articleId: article.articleId };
      const result = await bridge.send('knowledge/report', { kind, query, ...of, ...ofCall() });
      if (!result.ok) store.setState({ failed: result.error });
      return result.ok;
    },
  };
}
