import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SystemKeyStore } from '#electron/secrets/ports.ts';

/** The system's key store at the wire: really encrypts, can be switched off or given another master key. */
export interface FakeKeyStore extends SystemKeyStore {
  present: boolean;
  /** As after a reset keyring or under another user. */
  forget(): void;
}

export function fakeKeyStore(present = true): FakeKeyStore {
  let master = randomBytes(32);
  const store: FakeKeyStore = {
    present,
    forget: () => void (master = randomBytes(32)),
    available: () => store.present,
    backend: () => 'gnome_libsecret',
    wrap(text) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', master, nonce);
      return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },
    unwrap(wrapped) {
      const bytes = Buffer.from(wrapped);
      const decipher = createDecipheriv('aes-256-gcm', master, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(-16));
      return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
    },
  };
  return store;
}
