import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { renameDurably, writeDurably } from './durable-file.ts';
import { passphraseWrapSchema, unwrapWithPassphrase, wrapWithPassphrase } from './passphrase-wrap.ts';
import type { KeyKeeper, OpenedKey, SystemKeyStore } from './ports.ts';

export interface KeyKeeperDeps {
  /** The folder of the person's data. Made by the caller. */
  readonly folder: string;
  readonly system: SystemKeyStore;
}

const fileName = 'key.json';
const maxBytes = 16 * 1024;

/** `check` proves that a key is the right one before it touches the store; it gives nothing of the key away. */
const keyFileSchema = z.strictObject({
  version: z.literal(1),
  guard: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('os'), backend: z.string().max(60), wrapped: z.base64().min(1) }),
    passphraseWrapSchema,
  ]),
  check: z.base64(),
});
type KeyFile = z.infer<typeof keyFileSchema>;
type Guard = KeyFile['guard'];
type Loaded =
  | { readonly kind: 'file'; readonly file: KeyFile }
  | { readonly kind: 'none' | 'damaged' }
  | { readonly kind: 'inaccessible'; readonly detail: string };

/** The keeper of the store's key: wrapped by the system's key store where there is one, else by a passphrase. */
export function createKeyKeeper({ folder, system }: KeyKeeperDeps): KeyKeeper {
  const path = join(folder, fileName);
  const load = (): Loaded => readKeyFile(path);

  function save(key: Uint8Array, guard: Guard): OpenedKey {
    try {
      writeDurably(
        path,
        `${JSON.stringify({ version: 1, guard, check: checkOf(key) } satisfies KeyFile, null, 2)}\n`,
      );
      return { kind: 'open', key };
    } catch (error) {
      return { kind: 'inaccessible', detail: wordsOf(error) };
    }
  }
  function wrapWithSystem(key: Uint8Array): OpenedKey {
    if (!system.available()) return { kind: 'gone' };
    const wrapped = Buffer.from(system.wrap(Buffer.from(key).toString('base64'))).toString('base64');
    return save(key, { kind: 'os', backend: system.backend(), wrapped });
  }
  function newKey(): Uint8Array {
    // A key that is overwritten takes its database with it.
    if (existsSync(path)) throw new Error('a key file is there already');
    return new Uint8Array(randomBytes(32));
  }

  return {
    fileName,
    offer: () =>
      system.available() ? { kind: 'os', backend: system.backend() } : { kind: 'passphrase', backend: '' },
    look() {
      const loaded = load();
      if (loaded.kind !== 'file') return loaded;
      const { guard } = loaded.file;
      return guard.kind === 'os' ? { kind: 'os', backend: guard.backend } : { kind: 'passphrase' };
    },
    createWithSystem: () => wrapWithSystem(newKey()),
    async createWithPassphrase(passphrase) {
      const key = newKey();
      return save(key, await wrapWithPassphrase(key, passphrase));
    },
    openWithSystem() {
      const loaded = load();
      if (loaded.kind !== 'file') return notOpened(loaded);
      const { guard, check } = loaded.file;
      if (guard.kind !== 'os') throw new Error('the key is guarded by a passphrase');
      if (!system.available()) return { kind: 'gone' };
      return checked(unwrapBySystem(system, guard.wrapped), check) ?? { kind: 'refused' };
    },
    async openWithPassphrase(passphrase) {
      const loaded = load();
      if (loaded.kind !== 'file') return notOpened(loaded);
      const { guard, check } = loaded.file;
      if (guard.kind !== 'passphrase') throw new Error('the key is guarded by the system');
      const key = await unwrapWithPassphrase(guard, passphrase);
      return key === null ? { kind: 'wrong' } : (checked(key, check) ?? { kind: 'damaged' });
    },
    fits(key) {
      const loaded = load();
      return loaded.kind === 'file' && checked(key, loaded.file.check) !== null;
    },
    moveToSystem(key) {
      const loaded = load();
      if (loaded.kind !== 'file') return notOpened(loaded);
      return checked(key, loaded.file.check) === null ? { kind: 'refused' } : wrapWithSystem(key);
    },
    setAside: (name) => renameDurably(path, name),
  };
}

function readKeyFile(path: string): Loaded {
  let text: string;
  try {
    if (!existsSync(path)) return { kind: 'none' };
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return { kind: 'inaccessible', detail: wordsOf(error) };
  }
  if (text.length > maxBytes) return { kind: 'damaged' };
  try {
    const parsed = keyFileSchema.safeParse(JSON.parse(text));
    return parsed.success ? { kind: 'file', file: parsed.data } : { kind: 'damaged' };
  } catch {
    return { kind: 'damaged' };
  }
}

function notOpened(loaded: Exclude<Loaded, { kind: 'file' }>): OpenedKey {
  if (loaded.kind === 'none') throw new Error('there is no key file');
  return loaded.kind === 'inaccessible' ? loaded : { kind: 'damaged' };
}

function unwrapBySystem(system: SystemKeyStore, wrapped: string): Uint8Array | null {
  try {
    return new Uint8Array(Buffer.from(system.unwrap(Buffer.from(wrapped, 'base64')), 'base64'));
  } catch {
    return null;
  }
}

const checkOf = (key: Uint8Array): string =>
  createHmac('sha256', key).update('guardline key check 1').digest('base64');

function checked(key: Uint8Array | null, check: string): OpenedKey | null {
  if (key === null || key.byteLength !== 32) return null;
  const [own, kept] = [Buffer.from(checkOf(key)), Buffer.from(check)];
  return own.length === kept.length && timingSafeEqual(own, kept) ? { kind: 'open', key } : null;
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
