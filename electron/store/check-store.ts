import { statSync } from 'node:fs';
import type { Db } from './db.ts';

/** Up to this size every page is read at each start (about 5 ms per MB); above it, `fullCheck` is for a quiet hour. */
const wholeCheckBytes = 8 * 1024 * 1024;

/**
 * What makes the database unfit for use, or null. The cipher authenticates each page that is read, so reading is
 * checking. A small file is read whole; of a large one the schema, one row of each table, and the length.
 */
export function readableProblem(db: Db, file: string): string | null {
  const tables = db
    .prepare<[], { name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'",
    )
    .all();
  const bytes = statSync(file).size;
  if (bytes <= wholeCheckBytes) return fullCheck(db);
  for (const { name } of tables) db.prepare(`SELECT 1 FROM "${name.replaceAll('"', '""')}" LIMIT 1`).get();
  const log = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  const expected =
    Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true }));
  return log === 0 && bytes !== expected ? `the file has ${bytes} bytes instead of ${expected}` : null;
}

/** Reads every page and checks the structure; null when all is well, else the first fault in the engine's words. */
export function fullCheck(db: Db): string | null {
  const found = db.pragma('quick_check(1)', { simple: true });
  return found === 'ok' ? null : String(found);
}
