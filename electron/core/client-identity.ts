import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { CoreProblem } from '#shared/core/problem.ts';

/** The desk's own certificate for mutual TLS, PEM. */
export interface ClientIdentity {
  readonly cert: string;
  readonly key: string;
}

export type IdentityAnswer =
  | { readonly ok: true; readonly identity: ClientIdentity | undefined }
  | { readonly ok: false; readonly problem: CoreProblem };

const keyPattern = /-----BEGIN ((?:EC |RSA )?PRIVATE KEY)-----([\s\S]+?)-----END \1-----/;

/**
 * A private key as PEM, also when a field of one line has taken its line ends (RFC 7468 section 2). null: no key, an encrypted
 * one, or one that does not parse.
 */
export function privateKeyOf(text: string): string | null {
  const found = keyPattern.exec(text);
  const kind = found?.[1];
  const body = found?.[2]?.replace(/\s+/g, '');
  if (kind === undefined || body === undefined) return null;
  const lines = body.match(/.{1,64}/g) ?? [];
  const pem = `-----BEGIN ${kind}-----\n${lines.join('\n')}\n-----END ${kind}-----\n`;
  try {
    createPrivateKey(pem);
    return pem;
  } catch {
    return null;
  }
}

/** Reads the certificate and checks that the key is its own, here and not at the first hold. No file named: no identity. */
export function readClientIdentity(certFile: string, key: string | null): IdentityAnswer {
  if (certFile === '') return { ok: true, identity: undefined };
  let cert: string;
  let parsed: X509Certificate;
  try {
    cert = readFileSync(certFile, 'utf8');
    parsed = new X509Certificate(cert);
  } catch {
    return { ok: false, problem: 'clientCertificateUnreadable' };
  }
  if (key === null) return { ok: false, problem: 'clientKeyMissing' };
  const pem = privateKeyOf(key);
  if (pem === null || !parsed.checkPrivateKey(createPrivateKey(pem)))
    return { ok: false, problem: 'clientKeyWrong' };
  return { ok: true, identity: { cert, key: pem } };
}
