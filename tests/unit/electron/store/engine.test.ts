import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { engineBinding, openEngine, unlockEngine } from '#electron/store/engine.ts';
import { testDbFile } from '#tests/support/test-db.ts';

const folder = dirname(testDbFile());

test('a runtime with Node-API 10 takes the build that came with the package', () => {
  expect(engineBinding({ napi: 10, binding: '/anywhere', resourcesPath: folder })).toBeUndefined();
});

test('below that the named build is taken, else the packaged one', () => {
  const named = join(folder, 'named.node');
  const packaged = join(folder, 'native', 'better_sqlite3.node');
  mkdirSync(dirname(packaged));
  for (const file of [named, packaged]) writeFileSync(file, '');
  expect(engineBinding({ napi: 9, binding: named, resourcesPath: folder })).toBe(named);
  expect(engineBinding({ napi: 9, binding: undefined, resourcesPath: folder })).toBe(packaged);
});

test('with neither the start is refused in words, because the prebuilt one would end the process', () => {
  expect(() => engineBinding({ napi: 9, binding: undefined, resourcesPath: undefined })).toThrow(
    /Node-API 9.*GUARDLINE_SQLITE_BINDING is not set/,
  );
  expect(() => engineBinding({ napi: 9, binding: '/gone.node', resourcesPath: undefined })).toThrow(
    /\/gone\.node/,
  );
});

test('a key of another length is a bug', () => {
  const db = openEngine(testDbFile());
  expect(() => unlockEngine(db, new Uint8Array(16))).toThrow(/32 bytes/);
  db.close();
});
