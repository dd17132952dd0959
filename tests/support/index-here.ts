import { loadEntryBuilder } from '#electron/knowledge/index/entry-builder.ts';
import type { OpenEntryBuilder } from '#electron/knowledge/ports.ts';

/** The index process's work, done in the test's own. */
export const indexHere: OpenEntryBuilder = (words) => {
  const builder = loadEntryBuilder(words);
  return { build: async (articles) => (await builder)(articles), dispose: () => undefined };
};
