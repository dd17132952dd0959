import { join } from 'node:path';
import type { Db, Migration } from '#electron/store/db.ts';
import { openEngine, unlockEngine } from '#electron/store/engine.ts';
import { prepareConnection } from '#electron/store/open-store.ts';
import { migrate } from '#electron/store/migrate.ts';
import { testFolder } from './test-folder.ts';

/** The key of every test database. */
export const testKey: Uint8Array = new Uint8Array(32).fill(7);

/**
 * A migrated, encrypted database in a folder of its own, with the settings of the product (WAL, full sync, foreign keys).
 * Close it with `db.close()`; the folder goes when the process ends. Pass `file` to open the same database again.
 */
export function openTestDb(migrations: readonly Migration[], file: string = testDbFile()): Db {
  const db = openEngine(file);
  unlockEngine(db, testKey);
  prepareConnection(db);
  const outcome = migrate(db, migrations, () => 0);
  if (outcome.kind !== 'ready') throw new Error(`the test database is newer: ${outcome.unknown.join(', ')}`);
  return db;
}

/** Path of a database file in a new folder that is removed when the process ends. */
export const testDbFile = (): string => join(testFolder(), 'guardline.db');
