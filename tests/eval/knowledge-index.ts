import { join } from 'node:path';
import { createKnowledge } from '#electron/knowledge/knowledge.ts';
import type { Knowledge } from '#electron/knowledge/knowledge.ts';
import { silentLog } from '#electron/log/log.ts';
import { createKnowledgeRepository } from '#electron/store/knowledge-repository.ts';
import { knowledgeMigrations } from '#electron/store/migrations/knowledge.ts';
import { indexHere } from '#tests/support/index-here.ts';
import { openTestDb } from '#tests/support/test-db.ts';

export const contentDir = join(import.meta.dirname, '../../assets/knowledge');

/** The product's own knowledge room over a folder, in an encrypted database of its own. */
export function openKnowledge(folder: string = contentDir): Knowledge {
  return createKnowledge({
    repository: createKnowledgeRepository(openTestDb(knowledgeMigrations)),
    log: silentLog,
    clock: {
      now: () => Date.now(),
      monotonicMs: () => performance.now(),
      after: (delayMs, fn) => {
        const timer = setTimeout(fn, delayMs);
        return () => clearTimeout(timer);
      },
    },
    contentDir: folder,
    openBuilder: indexHere,
    newId: () => crypto.randomUUID(),
  });
}
