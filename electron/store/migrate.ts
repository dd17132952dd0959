import type { Db, Migration } from './db.ts';

/** `newer`: the database carries steps this program does not know (`unknown`); it was left as it is. */
export type MigrateOutcome =
  | { readonly kind: 'ready'; readonly applied: readonly string[] }
  | { readonly kind: 'newer'; readonly unknown: readonly string[] };

/**
 * Brings the schema up to date: each missing step in list order, each in a transaction of its own together with its
 * entry in the table of applied steps, so that a kill between two steps is taken up where it was left.
 */
export function migrate(db: Db, migrations: readonly Migration[], now: () => number): MigrateOutcome {
  const ids = migrations.map((step) => step.id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) throw new Error(`migration id ${twice} is used twice`);

  const unknown = unknownMigrations(db, migrations);
  if (unknown.length > 0) return { kind: 'newer', unknown };

  db.exec(
    'CREATE TABLE IF NOT EXISTS applied_migrations (id TEXT PRIMARY KEY, applied_at INTEGER NOT NULL) STRICT',
  );
  const note = db.prepare('INSERT INTO applied_migrations (id, applied_at) VALUES (?, ?)');
  const apply = db.transaction((step: Migration) => {
    db.exec(step.sql);
    note.run(step.id, now());
  });
  const done = new Set(appliedMigrations(db));
  const missing = migrations.filter((step) => !done.has(step.id));
  for (const step of missing) apply.immediate(step);
  return { kind: 'ready', applied: missing.map((step) => step.id) };
}

/** Ids of steps in the database that `migrations` does not hold: it was written by a later version. Only reads. */
export function unknownMigrations(db: Db, migrations: readonly Migration[]): readonly string[] {
  const known = new Set(migrations.map((step) => step.id));
  return appliedMigrations(db).filter((id) => !known.has(id));
}

function appliedMigrations(db: Db): readonly string[] {
  const exists = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'applied_migrations'").get();
  if (!exists) return [];
  return db
    .prepare<[], { id: string }>('SELECT id FROM applied_migrations ORDER BY rowid')
    .all()
    .map((row) => row.id);
}
