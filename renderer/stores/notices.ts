import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '#shared/errors/app-error.ts';
import type { Key, Params } from '#renderer/i18n/key.ts';

/** One line for the strip: a failure in the words of its code, or something done. */
export type Notice =
  | { readonly id: number; readonly kind: 'failed'; readonly error: AppError }
  | { readonly id: number; readonly kind: 'done'; readonly key: Key; readonly params: Params };

export interface Notices {
  readonly store: StoreApi<{ readonly current: Notice | null }>;
  failed(error: AppError): void;
  done(key: Key, params?: Params): void;
  dismiss(): void;
}

/** The newest notice replaces the one before; a failure stays until it is dismissed or replaced. */
export function createNotices(): Notices {
  const store = createStore<{ readonly current: Notice | null }>()(() => ({ current: null }));
  let id = 0;
  return {
    store,
    failed: (error) => store.setState({ current: { id: ++id, kind: 'failed', error } }),
    done: (key, params = {}) => store.setState({ current: { id: ++id, kind: 'done', key, params } }),
    dismiss: () => store.setState({ current: null }),
  };
}
