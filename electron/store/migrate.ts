import type { Db, Migration } from './db.ts';

/** What stands in the way of using a database with this program. `unknown`: ids the program does not know. */
export type MigrateOutcome =
  | { readonly kind: 'ready'; readonly applied: readonly string[] }
  | { readonly kind: 'newer'; readonly unknown: readonly string[] };

/**
 * Brings the schema up to date: each missing step in list order, each in a transaction of its own with its entry in the
 * table of applied steps, so that a kill between two steps is taken up where it was left.
 * A database that carries steps this program does not know was written by a later version: it is left as it is.
 */
export function migrate(db: Db, migrations: readonly Migration[], now: () => number): MigrateOutcome {
  const ids = migrations.map((step) => step.id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) throw new Error(`migration id ${twice} is used twice`);

  db.exec(
    'CREATE TABLE IF NOT EXISTS applied_migrations (id TEXT PRIMARY KEY, applied_at INTEGER NOT NULL) STRICT',
  );
  const done = new Set(
    db
      .prepare<[], { id: string }>('SELECT id FROM applied_migrations')
      .all()
      .map((row) => row.id),
  );
  const unknown = [...done].filter((id) => !ids.includes(id));
  if (unknown.length > 0) return { kind: 'newer', unknown };

  const note = db.prepare('INSERT INTO applied_migrations (id, applied_at) VALUES (?, ?)');
  const apply = db.transaction((step: Migration) => {
    db.exec(step.sql);
    note.run(step.id, now());
  });
  const missing = migrations.filter((step) => !done.has(step.id));
  for (const step of missing) apply.immediate(step);
  return { kind: 'ready', applied: missing.map((step) => step.id) };
}
