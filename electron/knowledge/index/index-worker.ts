import type { IndexPort, IndexWords, ReadArticle } from '../ports.ts';
import { loadEntryBuilder } from './entry-builder.ts';

/** What main and the index process say to each other. Both run this program's own code; content was checked when it was read. */
export type ToIndexWorker =
  | { readonly type: 'words'; readonly words: IndexWords }
  | { readonly type: 'build'; readonly id: number; readonly articles: readonly ReadArticle[] };

/**
 * The index process's side: told the words once, then asked for entries slice by slice. Anything that goes wrong ends the
 * process, and main hears of that.
 */
export function serveIndexWorker(port: IndexPort): void {
  let builder: ReturnType<typeof loadEntryBuilder> | undefined;
  port.onMessage((raw) => {
    const message = raw as ToIndexWorker;
    if (message.type === 'words') builder = loadEntryBuilder(message.words);
    else
      void builder?.then((build) =>
        port.post({ type: 'built', id: message.id, entries: build(message.articles) }),
      );
  });
}
