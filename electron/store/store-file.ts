import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Migration } from './db.ts';
import { openStore, type StoreOutcome } from './open-store.ts';
import { keptName, setStoreAside } from './store-files.ts';

export interface StoreFile {
  readonly fileName: string;
  exists(): boolean;
  open(key: Uint8Array): StoreOutcome;
  /** A free name for keeping files that cannot be used. */
  keptName(why: 'damaged' | 'newer'): string;
  setAside(name: string): void;
}

/** The one database of the desk, `guardline.db` in the folder of the person's data. */
export function createStoreFile(deps: {
  readonly folder: string;
  readonly migrations: readonly Migration[];
  readonly now: () => number;
}): StoreFile {
  const file = join(deps.folder, 'guardline.db');
  return {
    fileName: basename(file),
    exists: () => existsSync(file),
    open: (key) => openStore({ file, key, migrations: deps.migrations, now: deps.now }),
    keptName: (why) => keptName(file, why, deps.now()),
    setAside: (name) => setStoreAside(file, name),
  };
}
