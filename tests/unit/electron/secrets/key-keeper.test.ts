import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createKeyKeeper } from '#electron/secrets/key-keeper.ts';
import type { OpenedKey } from '#electron/secrets/ports.ts';
import { fakeKeyStore } from '#tests/support/fake-key-store.ts';
import { testFolder } from '#tests/support/test-folder.ts';

function keyOf(opened: OpenedKey): Uint8Array {
  if (opened.kind !== 'open') throw new Error(`not open: ${opened.kind}`);
  return opened.key;
}

function keeper(present: boolean) {
  const folder = testFolder();
  const system = fakeKeyStore(present);
  return { folder, system, file: join(folder, 'key.json'), keys: createKeyKeeper({ folder, system }) };
}

const base64Field = /"(wrapped|tag|nonce|salt)": "([^"]+)"/g;

/** Flips one bit of a base64 field of the key file. */
function alter(file: string, field: string): void {
  const text = readFileSync(file, 'utf8').replace(base64Field, (all, name: string, value: string) => {
    if (name !== field) return all;
    const bytes = Buffer.from(value, 'base64');
    bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0);
    return `"${name}": "${bytes.toString('base64')}"`;
  });
  writeFileSync(file, text);
}

test('with a key store the key is made once and opened again without asking', () => {
  const { keys, folder, system, file } = keeper(true);
  expect(keys.look()).toEqual({ kind: 'none' });
  expect(keys.offer()).toEqual({ kind: 'os', backend: 'gnome_libsecret' });
  const key = keyOf(keys.createWithSystem());
  expect(key.byteLength).toBe(32);
  const later = createKeyKeeper({ folder, system });
  expect(later.look()).toEqual({ kind: 'os', backend: 'gnome_libsecret' });
  expect(keyOf(later.openWithSystem())).toEqual(key);
  expect(readdirSync(folder)).toEqual(['key.json']);
  expect(() => later.createWithSystem()).toThrow(/already/);
  const text = readFileSync(file, 'utf8');
  for (const form of ['hex', 'base64'] as const) expect(text).not.toContain(Buffer.from(key).toString(form));
});

test('without one the passphrase opens it, another does not, and the file shows neither', async () => {
  const { keys, file } = keeper(false);
  expect(keys.offer()).toEqual({ kind: 'passphrase', backend: '' });
  const key = keyOf(await keys.createWithPassphrase('晴天 白云 小河'));
  expect(keys.look()).toEqual({ kind: 'passphrase' });
  expect(await keys.openWithPassphrase('晴天 白云 小溪')).toEqual({ kind: 'wrong' });
  expect(keyOf(await keys.openWithPassphrase('晴天 白云 小河'))).toEqual(key);
  const text = readFileSync(file, 'utf8');
  for (const plain of ['晴天', Buffer.from(key).toString('hex'), Buffer.from(key).toString('base64')])
    expect(text).not.toContain(plain);
  expect(JSON.parse(text)).toMatchObject({
    version: 1,
    guard: { kdf: { name: 'scrypt', n: 131072, r: 8, p: 1 } },
  });
});

test('the same characters in another Unicode form are the same passphrase', async () => {
  const { keys } = keeper(false);
  const key = keyOf(await keys.createWithPassphrase('café crème'.normalize('NFC')));
  expect(keyOf(await keys.openWithPassphrase('café crème'.normalize('NFD')))).toEqual(key);
});

test('two keys of one passphrase are different, and so are their files', async () => {
  const [one, two] = [keeper(false), keeper(false)];
  const keys = [
    keyOf(await one.keys.createWithPassphrase('one passphrase')),
    keyOf(await two.keys.createWithPassphrase('one passphrase')),
  ];
  expect(keys[0]).not.toEqual(keys[1]);
  expect(readFileSync(one.file, 'utf8')).not.toBe(readFileSync(two.file, 'utf8'));
});

test.each(['wrapped', 'tag', 'nonce', 'salt'])('a changed %s never yields a key', async (field) => {
  const { keys, file } = keeper(false);
  await keys.createWithPassphrase('one passphrase');
  const before = readFileSync(file, 'utf8');
  alter(file, field);
  expect(readFileSync(file, 'utf8')).not.toBe(before);
  expect(await keys.openWithPassphrase('one passphrase')).toEqual({ kind: 'wrong' });
});

test('a key store that is gone and one that no longer opens the key are told apart', () => {
  const { keys, system } = keeper(true);
  keys.createWithSystem();
  system.present = false;
  expect(keys.openWithSystem()).toEqual({ kind: 'gone' });
  system.present = true;
  system.forget();
  expect(keys.openWithSystem()).toEqual({ kind: 'refused' });
});

test.each([
  ['', 'no content'],
  ['{"version":1', 'cut off'],
  ['{"version":2,"guard":{},"check":""}', 'another version'],
  ['x'.repeat(20_000), 'something else'],
])('a file that is no key file is damaged and stays (%#)', (content) => {
  const { keys, file } = keeper(true);
  writeFileSync(file, content);
  expect(keys.look()).toEqual({ kind: 'damaged' });
  expect(keys.openWithSystem()).toEqual({ kind: 'damaged' });
  expect(() => keys.createWithSystem()).toThrow(/already/);
  expect(readFileSync(file, 'utf8')).toBe(content);
});

test('cheaper parameters than ours are not accepted from the file', async () => {
  const { keys, file } = keeper(false);
  await keys.createWithPassphrase('one passphrase');
  writeFileSync(file, readFileSync(file, 'utf8').replace('131072', '2'));
  expect(keys.look()).toEqual({ kind: 'damaged' });
});

test('a key can move from the passphrase to a key store that has come later', async () => {
  const { keys, system } = keeper(false);
  const key = keyOf(await keys.createWithPassphrase('one passphrase'));
  expect(keys.moveToSystem(key)).toEqual({ kind: 'gone' });
  expect(keys.look()).toEqual({ kind: 'passphrase' });
  system.present = true;
  expect(keys.moveToSystem(new Uint8Array(32))).toEqual({ kind: 'refused' });
  expect(keyOf(keys.moveToSystem(key))).toEqual(key);
  expect(keyOf(keys.openWithSystem())).toEqual(key);
});

test('setting a key file aside keeps it and overwrites nothing', () => {
  const { keys, folder, file } = keeper(true);
  writeFileSync(file, 'broken');
  keys.setAside('guardline-damaged-1.key.json');
  expect(existsSync(file)).toBe(false);
  expect(readFileSync(join(folder, 'guardline-damaged-1.key.json'), 'utf8')).toBe('broken');
  writeFileSync(file, 'broken again');
  expect(() => keys.setAside('guardline-damaged-1.key.json')).toThrow(/already/);
});
