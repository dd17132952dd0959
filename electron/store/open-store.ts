import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Db, Migration } from './db.ts';
import { readableProblem } from './check-store.ts';
import { openEngine, unlockEngine } from './engine.ts';
import { migrate, unknownMigrations } from './migrate.ts';

export interface StoreOptions {
  readonly file: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
  readonly migrations: readonly Migration[];
  readonly now: () => number;
}

/**
 * How opening went. Expected failures are values, and none of them has changed anything on the disk.
 * damaged: not readable with this key · newer: carries migrations this program does not know ·
 * inaccessible: the system refuses (rights, full or read-only disk, in use).
 */
export type StoreOutcome =
  { readonly kind: 'open'; readonly db: Db; readonly applied: readonly string[] } | StoreRefusal;
export interface StoreRefusal {
  readonly kind: 'damaged' | 'newer' | 'inaccessible';
  /** The engine's own words, for the log. */
  readonly detail: string;
}

/**
 * Opens, unlocks, checks and migrates the store. An existing file is first looked at through a read-only connection,
 * because a writing one would fold the write-ahead log into the file when it closes, even into a damaged file.
 */
export function openStore(options: StoreOptions): StoreOutcome {
  const found = lookAt(options.file);
  if (found.kind === 'inaccessible') return found;
  const refusal = found.kind === 'filled' ? inspect(options) : null;
  if (refusal) return refusal;
  return guarded((opened) => {
    const db = opened(openEngine(options.file));
    unlockEngine(db, options.key);
    prepareConnection(db);
    const outcome = migrate(db, options.migrations, options.now);
    if (outcome.kind === 'newer') return { kind: 'newer', detail: outcome.unknown.join(', ') };
    return { kind: 'open', db, applied: outcome.applied };
  });
}

/** What every connection of the product runs with. Full sync: what protects money is on disk before it is on the wire. */
export function prepareConnection(db: Db): void {
  db.pragma('busy_timeout = 2000');
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma('temp_store = MEMORY');
  db.pragma('trusted_schema = OFF');
}

/** True for an error that says the file itself is broken; a program that meets one while running has to stop writing. */
export function isStoreDamage(error: unknown): boolean {
  return /^SQLITE_(NOTADB|CORRUPT|IOERR_SHORT_READ|IOERR_DATA|IOERR_CORRUPTFS)/.test(codeOf(error));
}

function inspect(options: StoreOptions): StoreRefusal | null {
  const outcome = guarded((opened): StoreRefusal | { readonly kind: 'fit' } => {
    const db = opened(openEngine(options.file, { readonly: true }));
    unlockEngine(db, options.key);
    const problem = readableProblem(db, options.file);
    if (problem) return { kind: 'damaged', detail: problem };
    const unknown = unknownMigrations(db, options.migrations);
    db.close();
    return unknown.length > 0 ? { kind: 'newer', detail: unknown.join(', ') } : { kind: 'fit' };
  });
  return outcome.kind === 'fit' ? null : outcome;
}

/** Runs `work`; whatever is not a success closes the connection it opened. */
function guarded<T extends { readonly kind: string }>(work: (opened: (db: Db) => Db) => T): T | StoreRefusal {
  let db: Db | undefined;
  let kept = false;
  try {
    const outcome = work((opened) => (db = opened));
    kept = outcome.kind === 'open';
    return outcome;
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    if (isStoreDamage(error)) return { kind: 'damaged', detail };
    if (/^SQLITE_(CANTOPEN|READONLY|FULL|IOERR|PERM|AUTH|BUSY|LOCKED)/.test(codeOf(error)))
      return { kind: 'inaccessible', detail };
    throw error;
  } finally {
    if (!kept) db?.close();
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** A file of no bytes is one whose making was cut short: as good as none. */
function lookAt(file: string): { readonly kind: 'none' | 'filled' } | StoreRefusal {
  try {
    const found = statSync(file, { throwIfNoEntry: false });
    if (!existsSync(dirname(file))) return { kind: 'inaccessible', detail: 'its folder is missing' };
    if (found && !found.isFile()) return { kind: 'inaccessible', detail: 'not a file' };
    return { kind: found && found.size > 0 ? 'filled' : 'none' };
  } catch (error) {
    return { kind: 'inaccessible', detail: error instanceof Error ? error.message : String(error) };
  }
}
