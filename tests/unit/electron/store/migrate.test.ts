import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { allMigrations } from '#electron/store/all-migrations.ts';
import { migrate } from '#electron/store/migrate.ts';
import { openTestDb, testDbFile } from '#tests/support/test-db.ts';

const first = { id: 'a-1', sql: 'CREATE TABLE a (x INTEGER) STRICT' };
const second = { id: 'a-2', sql: 'ALTER TABLE a ADD COLUMN y INTEGER' };

test('each step is applied once, also when more come later', () => {
  const db = openTestDb([first]);
  expect(migrate(db, [first, second], () => 5)).toEqual({ kind: 'ready', applied: ['a-2'] });
  expect(migrate(db, [first, second], () => 6)).toEqual({ kind: 'ready', applied: [] });
  expect(db.prepare('SELECT id, applied_at FROM applied_migrations ORDER BY id').all()).toEqual([
    { id: 'a-1', applied_at: 0 },
    { id: 'a-2', applied_at: 5 },
  ]);
  db.close();
});

test('a step that fails half way leaves nothing of itself and is tried again', () => {
  const db = openTestDb([first]);
  const broken = { id: 'a-2', sql: 'CREATE TABLE half (x INTEGER) STRICT; INSERT INTO nowhere VALUES (1)' };
  expect(() => migrate(db, [first, broken], () => 5)).toThrow(/nowhere/);
  expect(db.prepare("SELECT name FROM sqlite_schema WHERE name = 'half'").all()).toEqual([]);
  expect(migrate(db, [first, second], () => 6)).toEqual({ kind: 'ready', applied: ['a-2'] });
  db.close();
});

test('an id used twice is a bug and said so', () => {
  const db = openTestDb([]);
  expect(() => migrate(db, [first, first], () => 0)).toThrow(/a-1 is used twice/);
  db.close();
});

test("every room's steps fit together, and the second start has nothing to do", () => {
  const file = testDbFile();
  openTestDb(allMigrations, file).close();
  const db = openTestDb(allMigrations, file);
  expect(migrate(db, allMigrations, () => 0)).toEqual({ kind: 'ready', applied: [] });
  expect(allMigrations.length).toBeGreaterThan(0);
  db.close();
});

test('no room is forgotten: every id in the folder of migrations is registered', () => {
  const folder = new URL('../../../../electron/store/migrations/', import.meta.url);
  const inFiles = readdirSync(folder).flatMap((name) =>
    [...readFileSync(new URL(name, folder), 'utf8').matchAll(/\bid: '([^']+)'/g)].map((match) =>
      String(match[1]),
    ),
  );
  expect(inFiles.length).toBeGreaterThan(0);
  expect(allMigrations.map((step) => step.id).toSorted()).toEqual(inFiles.toSorted());
});
