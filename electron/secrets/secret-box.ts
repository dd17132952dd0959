import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Log } from '#electron/log/log.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { createPublisher } from '#shared/lib/publisher.ts';
import {
  secretNameSchema,
  secretStatusSchema,
  type SecretName,
  type SecretStatus,
} from '#shared/settings/contract.ts';
import { renameDurably, writeDurably } from './durable-file.ts';
import type { SecretBox } from './ports.ts';

export interface SecretBoxDeps {
  readonly folder: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

const entrySchema = z.strictObject({ nonce: z.base64(), data: z.base64(), tag: z.base64() });
type Entry = z.infer<typeof entrySchema>;
const fileSchema = z.strictObject({
  version: z.literal(1),
  entries: z.partialRecord(secretNameSchema, entrySchema),
});
type Entries = z.infer<typeof fileSchema>['entries'];

const names = secretNameSchema.options;

/**
 * Passwords and tokens in `secrets.json`, each encrypted by AES-256-GCM under a key derived (HKDF) from the store's, and
 * bound to its name. A file that cannot be read is kept under another name; an entry that this key does not open
 * counts as not set.
 */
export function createSecretBox({ folder, clock, log }: SecretBoxDeps): SecretBox {
  const path = join(folder, 'secrets.json');
  let entries = read();
  let boxKey: Buffer | null = null;
  const status = createPublisher(statusOf(() => true));

  function read(): Entries {
    if (!existsSync(path)) return {};
    try {
      return fileSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).entries;
    } catch {
      const name = `secrets-damaged-${clock.now()}.json`;
      renameDurably(path, name);
      log.warn('secrets file unreadable, kept aside', { file: basename(name) });
      return {};
    }
  }
  function statusOf(readable: (entry: Entry, name: SecretName) => boolean): SecretStatus {
    const of = (name: SecretName): 'set' | 'notSet' => {
      const entry = entries[name];
      return entry && readable(entry, name) ? 'set' : 'notSet';
    };
    return secretStatusSchema.parse(Object.fromEntries(names.map((name) => [name, of(name)])));
  }
  const keyed = (): Buffer => {
    if (!boxKey) throw new Error('the secrets are locked');
    return boxKey;
  };

  return {
    status,
    unlocked: () => boxKey !== null,
    unlock(storeKey) {
      boxKey = Buffer.from(hkdfSync('sha256', storeKey, Buffer.alloc(0), 'guardline secrets 1', 32));
      const key = boxKey;
      status.set(statusOf((entry, name) => open(key, name, entry) !== null));
    },
    get(name) {
      const entry = entries[name];
      const value = entry ? open(keyed(), name, entry) : null;
      if (entry && value === null) log.warn('secret not readable with this key', { secretName: name });
      return value;
    },
    set(name, value) {
      const next = { ...entries };
      if (value === '') delete next[name];
      else next[name] = seal(keyed(), name, value);
      writeDurably(path, `${JSON.stringify({ version: 1, entries: next }, null, 2)}\n`);
      entries = next;
      const key = keyed();
      status.set(statusOf((entry, of) => open(key, of, entry) !== null));
    },
  };
}

function seal(key: Buffer, name: SecretName, value: string): Entry {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(name));
  const data = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
  return {
    nonce: nonce.toString('base64'),
    data: data.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
  };
}

function open(key: Buffer, name: SecretName, entry: Entry): string | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(entry.nonce, 'base64'), {
      authTagLength: 16,
    });
    decipher.setAAD(Buffer.from(name));
    decipher.setAuthTag(Buffer.from(entry.tag, 'base64'));
    return Buffer.concat([decipher.update(Buffer.from(entry.data, 'base64')), decipher.final()]).toString(
      'utf8',
    );
  } catch {
    return null;
  }
}
