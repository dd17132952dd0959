import type { SafeStorage } from 'electron';
import type { SystemKeyStore } from './ports.ts';

type UsedSafeStorage = Pick<SafeStorage, 'isEncryptionAvailable' | 'encryptString' | 'decryptString'> &
  Partial<Pick<SafeStorage, 'getSelectedStorageBackend'>>;

/** Backends of Chromium on Linux that protect nothing: a fixed key, or none chosen yet. */
const unreal = new Set(['basic_text', 'unknown']);

/**
 * Electron's safeStorage as a key store. Use it after the app is ready. On Linux without a keyring Chromium falls back
 * to a key that stands in its source (`basic_text`): that counts as no key store.
 */
export function createSystemKeyStore(
  safeStorage: UsedSafeStorage,
  platform: NodeJS.Platform,
): SystemKeyStore {
  const backend = (): string => {
    if (platform === 'darwin') return 'keychain';
    if (platform === 'win32') return 'dpapi';
    return safeStorage.getSelectedStorageBackend?.() ?? 'unknown';
  };
  return {
    available: () => !unreal.has(backend()) && safeStorage.isEncryptionAvailable(),
    backend,
    wrap: (text) => safeStorage.encryptString(text),
    unwrap: (wrapped) => safeStorage.decryptString(Buffer.from(wrapped)),
  };
}
