import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { silentLog } from '#electron/log/log.ts';
import { createSecretBox } from '#electron/secrets/secret-box.ts';
import { secretNameSchema } from '#shared/settings/contract.ts';
import { testFolder } from '#tests/support/test-folder.ts';

const key = new Uint8Array(32).fill(3);
const box = (folder: string) => createSecretBox({ folder, clock: { now: () => 1234 }, log: silentLog });
/** Every secret there is. */
const allUnset = Object.fromEntries(secretNameSchema.options.map((name) => [name, 'notSet']));

test('a secret is there for its user after a restart, and nowhere in the file', () => {
  const folder = testFolder();
  const secrets = box(folder);
  secrets.unlock(key);
  secrets.set('exchange.password', '密码-p4ssw0rd');
  const later = box(folder);
  expect(later.status.get()).toEqual({ ...allUnset, 'exchange.password': 'set' });
  later.unlock(key);
  expect(later.get('exchange.password')).toBe('密码-p4ssw0rd');
  expect(later.get('core.token')).toBeNull();
  expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).not.toMatch(/p4ssw0rd|密码/);
});

test('before the store is unlocked nothing goes in or out', () => {
  const secrets = box(testFolder());
  expect(secrets.unlocked()).toBe(false);
  expect(() => secrets.set('core.token', 'x')).toThrow(/locked/);
});

test('an empty value forgets, and every change is published', () => {
  const secrets = box(testFolder());
  secrets.unlock(key);
  const seen: string[] = [];
  secrets.status.subscribe((status) => seen.push(status['core.token']));
  secrets.set('core.token', 't');
  secrets.set('core.token', '');
  expect(seen).toEqual(['set', 'notSet']);
  expect(secrets.get('core.token')).toBeNull();
});

test('under another key a secret counts as not set, and is not lost until it is set anew', () => {
  const folder = testFolder();
  const secrets = box(folder);
  secrets.unlock(key);
  secrets.set('core.token', 't');
  const other = box(folder);
  other.unlock(new Uint8Array(32).fill(4));
  expect(other.status.get()).toEqual(allUnset);
  expect(other.get('core.token')).toBeNull();
  const again = box(folder);
  again.unlock(key);
  expect(again.get('core.token')).toBe('t');
});

test('a secret moved under another name does not open', () => {
  const folder = testFolder();
  const secrets = box(folder);
  secrets.unlock(key);
  secrets.set('core.token', 't');
  const file = join(folder, 'secrets.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('core.token', 'exchange.password'));
  const moved = box(folder);
  moved.unlock(key);
  expect(moved.get('exchange.password')).toBeNull();
});

test('an unreadable file is kept aside', () => {
  const folder = testFolder();
  writeFileSync(join(folder, 'secrets.json'), '{"version":1,');
  expect(box(folder).status.get()).toEqual(allUnset);
  expect(readdirSync(folder)).toEqual(['secrets-damaged-1234.json']);
});
