import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { backupStore } from '#electron/store/backup.ts';
import { keptName, setStoreAside } from '#electron/store/store-files.ts';
import { openTestDb, testDbFile } from '#tests/support/test-db.ts';

const at = Date.UTC(2026, 10, 21, 14, 5, 9);
const steps = [{ id: 'w-1', sql: 'CREATE TABLE w (word TEXT) STRICT' }];

test('an unusable database is kept whole under a name with the time', () => {
  const file = testDbFile();
  for (const end of ['', '-wal', '-shm']) writeFileSync(file + end, `content${end}`);
  const name = keptName(file, 'damaged', at);
  expect(name).toBe('guardline-damaged-20261121-140509.db');
  setStoreAside(file, name);
  expect(existsSync(file)).toBe(false);
  for (const end of ['', '-wal', '-shm'])
    expect(readFileSync(join(dirname(file), name + end), 'utf8')).toBe(`content${end}`);
});

test('a second one in the same second gets a name of its own', () => {
  const file = testDbFile();
  const first = keptName(file, 'damaged', at);
  writeFileSync(file, 'one');
  setStoreAside(file, first);
  const second = keptName(file, 'damaged', at);
  expect(second).toBe('guardline-damaged-20261121-140509-2.db');
  writeFileSync(file, 'two');
  expect(() => setStoreAside(file, first)).toThrow(/there already/);
  expect(readFileSync(file, 'utf8')).toBe('two');
  expect(readFileSync(join(dirname(file), first), 'utf8')).toBe('one');
});

test('a backup is whole, encrypted with the same key, and never overwrites', () => {
  const file = testDbFile();
  const db = openTestDb(steps, file);
  db.prepare('INSERT INTO w VALUES (?)').run('备份里的一句话');
  const target = join(dirname(file), 'copy.db');
  backupStore(db, target);
  expect(() => backupStore(db, target)).toThrow(/there already/);
  db.close();
  expect(readFileSync(target).includes(Buffer.from('备份里的一句话'))).toBe(false);
  expect(readdirSync(dirname(file)).filter((name) => name.endsWith('.part'))).toEqual([]);
  const copy = openTestDb(steps, target);
  expect(copy.prepare('SELECT word FROM w').all()).toEqual([{ word: '备份里的一句话' }]);
  copy.close();
});
