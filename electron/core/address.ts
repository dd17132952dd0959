import { readFileSync } from 'node:fs';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The core's base URL, or why it cannot be used: a bearer token goes over plain HTTP on the loopback address only. */
export function parseCoreUrl(given: string): Result<URL> {
  const url = URL.canParse(given) ? new URL(given) : null;
  const fits =
    url !== null &&
    (url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname))) &&
    url.username === '' &&
    url.password === '' &&
    url.search === '' &&
    url.hash === '';
  return fits ? ok(url) : fail(appError('core/bad-url', { given: given.slice(0, 200) }));
}

/** Reads the authority's PEM file; a file without a certificate is refused here and not at the first call. */
export function readAuthority(file: string): Result<string> {
  try {
    const pem = readFileSync(file, 'utf8');
    if (pem.includes('-----BEGIN CERTIFICATE-----')) return ok(pem);
    return fail(appError('core/bad-ca-file', { reason: 'noCertificate' }));
  } catch {
    return fail(appError('core/bad-ca-file', { reason: 'unreadable' }));
  }
}
