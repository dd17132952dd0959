import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openTestDb, testDbFile } from '#tests/support/test-db.ts';

test('the test database is encrypted, migrated and opens again', () => {
  const file = testDbFile();
  const steps = [{ id: 'x-1', sql: 'CREATE TABLE x (word TEXT NOT NULL) STRICT' }];
  const db = openTestDb(steps, file);
  db.prepare('INSERT INTO x VALUES (?)').run('不应出现在文件里');
  db.close();
  expect(readFileSync(file).includes(Buffer.from('不应出现在文件里'))).toBe(false);

  const again = openTestDb(steps, file);
  expect(again.prepare('SELECT word FROM x').all()).toEqual([{ word: '不应出现在文件里' }]);
  again.close();
});
