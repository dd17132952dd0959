import { expect, test } from 'vitest';
import { createSystemKeyStore } from '#electron/secrets/system-key-store.ts';

const safeStorage = (encryption: boolean, backend?: 'basic_text' | 'unknown' | 'gnome_libsecret') => ({
  isEncryptionAvailable: () => encryption,
  encryptString: (text: string) => Buffer.from(text),
  decryptString: (bytes: Buffer) => bytes.toString(),
  ...(backend ? { getSelectedStorageBackend: () => backend } : {}),
});

test.each([
  ['linux', safeStorage(true, 'gnome_libsecret'), true, 'gnome_libsecret'],
  ['linux', safeStorage(false, 'gnome_libsecret'), false, 'gnome_libsecret'],
  ['linux', safeStorage(true, 'basic_text'), false, 'basic_text'],
  ['linux', safeStorage(true, 'unknown'), false, 'unknown'],
  ['darwin', safeStorage(true), true, 'keychain'],
  ['win32', safeStorage(true), true, 'dpapi'],
  ['win32', safeStorage(false), false, 'dpapi'],
] as const)('%s %#', (platform, storage, available, backend) => {
  const system = createSystemKeyStore(storage, platform);
  expect([system.available(), system.backend()]).toEqual([available, backend]);
});
