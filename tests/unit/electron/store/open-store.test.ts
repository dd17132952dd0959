import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { Migration } from '#electron/store/db.ts';
import { isStoreDamage, openStore, type StoreOutcome } from '#electron/store/open-store.ts';
import { testDbFile, testKey } from '#tests/support/test-db.ts';

const secretWord = '6222021234567788 林晓晴的口令';
const steps: readonly Migration[] = [
  { id: 'word-1', sql: 'CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT' },
  { id: 'word-2', sql: "CREATE VIRTUAL TABLE word_index USING fts5(text, content='')" },
];
const open = (
  file: string,
  more: { key?: Uint8Array; migrations?: readonly Migration[] } = {},
): StoreOutcome => openStore({ file, key: testKey, migrations: steps, now: () => 1000, ...more });

function opened(outcome: StoreOutcome) {
  if (outcome.kind !== 'open') throw new Error(`${outcome.kind}: ${outcome.detail}`);
  return outcome.db;
}

/** A store with `rows` rows, closed. */
function filled(rows = 200): string {
  const file = testDbFile();
  const db = opened(open(file));
  const add = db.prepare('INSERT INTO word (text) VALUES (?)');
  const index = db.prepare('INSERT INTO word_index (rowid, text) VALUES (?, ?)');
  db.transaction(() => {
    for (let id = 1; id <= rows; id++) {
      add.run(`${secretWord} ${'x'.repeat(400)}`);
      index.run(id, `word ${id}`);
    }
  })();
  db.close();
  return file;
}

/** The file and its log; an empty log says nothing and counts as none. Digests, so that a difference prints shortly. */
const contents = (file: string) =>
  ['', '-wal'].map((end) => {
    const bytes = existsSync(file + end) ? readFileSync(file + end) : Buffer.alloc(0);
    return bytes.length === 0 ? null : createHash('sha256').update(bytes).digest('hex');
  });

function flip(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(file, bytes);
}

test('runs with a write-ahead log, full sync and foreign keys', () => {
  const db = opened(open(testDbFile()));
  expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(db.pragma('synchronous', { simple: true })).toBe(2);
  expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
  db.close();
});

test('nothing that was written can be read in the file or in its log', () => {
  const file = testDbFile();
  const db = opened(open(file));
  db.prepare('INSERT INTO word (text) VALUES (?)').run(secretWord);
  const onDisk = Buffer.concat([readFileSync(file), readFileSync(`${file}-wal`)]);
  db.close();
  const after = readFileSync(file);
  for (const bytes of [onDisk, after]) {
    expect(bytes.length).toBeGreaterThan(0);
    for (const plain of [secretWord, '林晓晴', '6222021234567788', 'SQLite format 3', 'CREATE TABLE'])
      expect([plain, bytes.includes(Buffer.from(plain))]).toEqual([plain, false]);
  }
});

test('opens again with the right key and finds its rows', () => {
  const file = filled(3);
  const again = open(file);
  expect(again).toMatchObject({ kind: 'open', applied: [] });
  const db = opened(again);
  expect(db.prepare('SELECT count(*) AS n FROM word').get()).toEqual({ n: 3 });
  db.close();
});

test('a wrong key opens nothing and changes nothing', () => {
  const file = filled();
  const before = contents(file);
  expect(open(file, { key: new Uint8Array(32).fill(8) })).toMatchObject({ kind: 'damaged' });
  expect(contents(file)).toEqual(before);
});

test.each([0, 20, 5000, 20_000, 60_000])(
  'one flipped bit at byte %i is noticed and the file left alone',
  (at) => {
    const file = filled();
    flip(file, at);
    const before = contents(file);
    expect(open(file)).toMatchObject({ kind: 'damaged' });
    expect(contents(file)).toEqual(before);
  },
);

test('a cut-off file and a file of other content are damaged', () => {
  const cut = filled();
  truncateSync(cut, 30_000);
  expect(open(cut)).toMatchObject({ kind: 'damaged' });
  const other = testDbFile();
  writeFileSync(other, 'not a database at all, but long enough to be looked at as one'.repeat(100));
  expect(open(other)).toMatchObject({ kind: 'damaged' });
});

test('a large store is not read whole, yet a cut-off end and a broken first page are noticed', () => {
  const file = filled(20_000);
  expect(readFileSync(file).length).toBeGreaterThan(8 * 1024 * 1024);
  opened(open(file)).close();
  const cut = `${file}.cut.db`;
  copyFileSync(file, cut);
  truncateSync(cut, readFileSync(file).length - 4096);
  expect(open(cut)).toMatchObject({ kind: 'damaged' });
  flip(file, 2000);
  expect(open(file)).toMatchObject({ kind: 'damaged' });
});

test('damage met while running is told apart from a bug', () => {
  const file = filled(20_000);
  flip(file, 6_000_000);
  const db = opened(open(file));
  const read = () => db.prepare('SELECT sum(length(text)) FROM word').get();
  expect(read).toThrowError();
  try {
    read();
  } catch (error) {
    expect(isStoreDamage(error)).toBe(true);
  }
  expect(isStoreDamage(new Error('no such table: x'))).toBe(false);
  db.close();
});

test('the log of a killed program is played in', () => {
  const file = testDbFile();
  const db = opened(open(file));
  db.prepare('INSERT INTO word (text) VALUES (?)').run('kept');
  // What a kill -9 leaves: the file and its log, with nobody having closed them.
  const left = join(dirname(file), 'left.db');
  for (const end of ['', '-wal']) copyFileSync(file + end, left + end);
  db.close();
  const again = opened(open(left));
  expect(again.prepare('SELECT text FROM word').all()).toEqual([{ text: 'kept' }]);
  again.close();
});

test('a store of a later version is refused by name and not changed', () => {
  const file = testDbFile();
  opened(open(file, { migrations: [...steps, { id: 'word-3', sql: 'CREATE TABLE later (a) ' }] })).close();
  const before = contents(file);
  expect(open(file)).toEqual({ kind: 'newer', detail: 'word-3' });
  expect(contents(file)).toEqual(before);
});

test('a file of no bytes, left by a start that was cut short, is a new store', () => {
  const file = testDbFile();
  writeFileSync(file, '');
  expect(open(file)).toMatchObject({ kind: 'open', applied: ['word-1', 'word-2'] });
});

test('a place the system does not let us use is inaccessible, not damaged', () => {
  const file = testDbFile();
  mkdirSync(file);
  expect(open(file)).toMatchObject({ kind: 'inaccessible' });
});

test('a folder that is none is inaccessible', () => {
  const file = filled(1);
  expect(open(join(file, 'guardline.db'))).toMatchObject({ kind: 'inaccessible' });
  expect(open(join(dirname(file), 'missing', 'guardline.db'))).toMatchObject({ kind: 'inaccessible' });
});
