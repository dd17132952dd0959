import type { Source } from '#shared/lib/publisher.ts';
import type { SecretName, SecretStatus } from '#shared/settings/contract.ts';

/** The key store of the operating system, as the key keeper needs it. */
export interface SystemKeyStore {
  /** True only for a store that really protects; Chromium's obfuscation with a fixed key (`basic_text`) is none. */
  available(): boolean;
  /** What it is called: gnome_libsecret, kwallet6, keychain, dpapi … */
  backend(): string;
  wrap(text: string): Uint8Array;
  /** Throws when the key store does not open it. */
  unwrap(wrapped: Uint8Array): string;
}

/** What lies in the folder: no key file, one nobody can read, or one guarded by the system or by a passphrase. */
export type KeyFileState =
  | { readonly kind: 'none' | 'damaged' | 'passphrase' }
  | { readonly kind: 'os'; readonly backend: string }
  | { readonly kind: 'inaccessible'; readonly detail: string };

/** refused: the system's store no longer opens the key; gone: it does not answer; wrong: not this passphrase. */
export type OpenedKey =
  | { readonly kind: 'open'; readonly key: Uint8Array }
  | { readonly kind: 'refused' | 'gone' | 'wrong' | 'damaged' }
  | { readonly kind: 'inaccessible'; readonly detail: string };

/** Keeps the 32-byte key of the store, always wrapped. Nothing is ever written in the clear. */
export interface KeyKeeper {
  /** Who would guard a key made now. */
  offer(): { readonly kind: 'os' | 'passphrase'; readonly backend: string };
  look(): KeyFileState;
  /** Makes a new key. Throws when a key file is there already. */
  createWithSystem(): OpenedKey;
  createWithPassphrase(passphrase: string): Promise<OpenedKey>;
  openWithSystem(): OpenedKey;
  openWithPassphrase(passphrase: string): Promise<OpenedKey>;
  /** Whether this is the key that the key file guards. */
  fits(key: Uint8Array): boolean;
  /** Hands a key that is open over to the system's key store; the passphrase is no longer asked for. */
  moveToSystem(key: Uint8Array): OpenedKey;
  /** Name of the key file, without folder. */
  readonly fileName: string;
  /** Keeps a key file that cannot be used under another name. */
  setAside(name: string): void;
}

/** Passwords and tokens, encrypted under a key derived from the store's. */
export interface SecretBox {
  readonly status: Source<SecretStatus>;
  /** From now on secrets can be read and written. */
  unlock(storeKey: Uint8Array): void;
  unlocked(): boolean;
  /** Null: not set, or not readable with this key. Throws before `unlock`. */
  get(name: SecretName): string | null;
  /** An empty value forgets. Durable when it returns. Throws before `unlock`, and when the disk refuses. */
  set(name: SecretName, value: string): void;
}
