import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { scryptAside } from './scrypt-aside.ts';

const base64 = (bytes: number) =>
  z.base64().refine((text) => Buffer.from(text, 'base64').length === bytes, `${bytes} bytes expected`);

/** A key wrapped by a passphrase: scrypt (RFC 7914), then AES-256-GCM. The cost is kept with it, so that it can rise later. */
export const passphraseWrapSchema = z.strictObject({
  kind: z.literal('passphrase'),
  kdf: z.strictObject({
    name: z.literal('scrypt'),
    // Bounds, because the file could have been edited: below, the guard is weak; above, the machine stands still.
    n: z.union([
      z.literal(2 ** 15),
      z.literal(2 ** 16),
      z.literal(2 ** 17),
      z.literal(2 ** 18),
      z.literal(2 ** 19),
    ]),
    r: z.literal(8),
    p: z.literal(1),
    salt: base64(16),
  }),
  nonce: base64(12),
  wrapped: base64(32),
  tag: base64(16),
});
export type PassphraseWrap = z.infer<typeof passphraseWrapSchema>;

/** 128 MiB and about 0.4 s: what a guess costs. */
const cost = { name: 'scrypt', n: 2 ** 17, r: 8, p: 1 } as const;

/** Wraps a 32-byte key. Runs in a thread of its own, so signalling goes on meanwhile. */
export async function wrapWithPassphrase(key: Uint8Array, passphrase: string): Promise<PassphraseWrap> {
  const kdf = { ...cost, salt: randomBytes(16).toString('base64') };
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await derive(passphrase, kdf), nonce);
  cipher.setAAD(boundTo(kdf));
  const wrapped = Buffer.concat([cipher.update(key), cipher.final()]);
  return {
    kind: 'passphrase',
    kdf,
    nonce: nonce.toString('base64'),
    wrapped: wrapped.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
  };
}

/** The key, or null when it is not this passphrase (or a byte of the wrap was changed: the cipher cannot tell which). */
export async function unwrapWithPassphrase(
  wrap: PassphraseWrap,
  passphrase: string,
): Promise<Uint8Array | null> {
  const decipher = createDecipheriv(
    'aes-256-gcm',
    await derive(passphrase, wrap.kdf),
    Buffer.from(wrap.nonce, 'base64'),
  );
  decipher.setAAD(boundTo(wrap.kdf));
  decipher.setAuthTag(Buffer.from(wrap.tag, 'base64'));
  try {
    return new Uint8Array(
      Buffer.concat([decipher.update(Buffer.from(wrap.wrapped, 'base64')), decipher.final()]),
    );
  } catch {
    return null;
  }
}

function derive(passphrase: string, kdf: PassphraseWrap['kdf']): Promise<Uint8Array> {
  const { n, r, p } = kdf;
  return scryptAside({
    // NFC: the same characters typed on another system must give the same key.
    passphrase: Buffer.from(passphrase.normalize('NFC'), 'utf8'),
    salt: Buffer.from(kdf.salt, 'base64'),
    bytes: 32,
    options: { N: n, r, p, maxmem: 256 * n * r },
  });
}

/** The parameters take part in the authentication, so that none can be swapped. */
function boundTo(kdf: PassphraseWrap['kdf']): Buffer {
  return Buffer.from(`guardline key 1 ${kdf.name} ${kdf.n} ${kdf.r} ${kdf.p} ${kdf.salt}`);
}
