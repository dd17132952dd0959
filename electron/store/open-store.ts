import type { Db, Migration } from './db.ts';
import { openEngine, unlockEngine } from './engine.ts';
import { migrate } from './migrate.ts';

export interface StoreOptions {
  readonly file: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
  readonly migrations: readonly Migration[];
  readonly now: () => number;
}

/**
 * How opening went. Expected failures are values: nothing is changed on the disk by any of them.
 * damaged: not readable with this key · newer: carries migrations this program does not know ·
 * inaccessible: the system refuses (rights, full or read-only disk, used by another program).
 */
export type StoreOutcome =
  | { readonly kind: 'open'; readonly db: Db; readonly applied: readonly string[] }
  | { readonly kind: 'damaged' | 'newer' | 'inaccessible'; readonly detail: string };

const inaccessible = /^SQLITE_(CANTOPEN|READONLY|FULL|IOERR|PERM|AUTH|BUSY|LOCKED)/;
const damaged = /^SQLITE_(NOTADB|CORRUPT)/;

/**
 * Opens, unlocks, checks and migrates the store. The check reads every page header of the schema and the free list
 * (quick_check stops at the first fault); the cipher authenticates each page that is read, so a flipped bit shows.
 */
export function openStore(options: StoreOptions): StoreOutcome {
  let db: Db | undefined;
  try {
    db = openEngine(options.file);
    unlockEngine(db, options.key);
    prepareConnection(db);
    const found = db.pragma('quick_check(1)', { simple: true });
    if (found !== 'ok') return closed(db, { kind: 'damaged', detail: String(found) });
    const outcome = migrate(db, options.migrations, options.now);
    if (outcome.kind === 'newer') return closed(db, { kind: 'newer', detail: outcome.unknown.join(', ') });
    return { kind: 'open', db, applied: outcome.applied };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const detail = error instanceof Error ? error.message : String(error);
    if (damaged.test(code)) return closed(db, { kind: 'damaged', detail });
    if (inaccessible.test(code)) return closed(db, { kind: 'inaccessible', detail });
    db?.close();
    throw error;
  }
}

function closed(db: Db | undefined, outcome: StoreOutcome): StoreOutcome {
  db?.close();
  return outcome;
}

/** What every connection of the product runs with. Full sync: what protects money is on disk before it is on the wire. */
export function prepareConnection(db: Db): void {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma('busy_timeout = 2000');
  db.pragma('temp_store = MEMORY');
  db.pragma('trusted_schema = OFF');
}
