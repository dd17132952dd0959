import type { Migration } from '../db.ts';

/** The audit: one chain of entries. The database refuses to change or remove one; the hashes tell when a file was changed without it. */
export const auditMigrations: readonly Migration[] = [
  {
    id: 'audit-1',
    sql: `
      CREATE TABLE audit_entry (
        seq INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,
        action TEXT NOT NULL,
        by_id TEXT NOT NULL,
        by_name TEXT NOT NULL,
        body TEXT NOT NULL CHECK (json_valid(body)),
        prev TEXT NOT NULL,
        hash TEXT NOT NULL UNIQUE
      ) STRICT;
      CREATE TRIGGER audit_entry_unchanged BEFORE UPDATE ON audit_entry
      BEGIN SELECT RAISE(ABORT, 'the audit does not change'); END;
      CREATE TRIGGER audit_entry_stays BEFORE DELETE ON audit_entry
      BEGIN SELECT RAISE(ABORT, 'the audit is never shortened'); END;
    `,
  },
];
