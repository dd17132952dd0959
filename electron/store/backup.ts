import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Db } from './db.ts';
import { syncFolder } from './sync-folder.ts';

/**
 * Writes a whole, compact copy of the open store to `target`, encrypted with the same key. The engine's backup call
 * cannot do that for an encrypted database; VACUUM INTO can. `target` appears complete or not at all; an existing
 * file is never overwritten.
 */
export function backupStore(db: Db, target: string): void {
  if (existsSync(target)) throw new Error('the target of the backup is there already');
  const half = `${target}.part`;
  rmSync(half, { force: true });
  db.prepare('VACUUM INTO ?').run(half);
  const handle = openSync(half, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(half, target);
  syncFolder(dirname(target));
}
