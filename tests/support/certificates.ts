import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Certificates {
  /** PEM file of the authority. */
  readonly caFile: string;
  readonly key: string;
  readonly cert: string;
  /** A certificate of a client by the same authority; the PEM file, and its key. */
  client(name: string): { readonly certFile: string; readonly key: string };
  /** Another of the same authority for this host: it ended before it began. */
  expired(host: string): { readonly cert: string; readonly key: string };
}

/** A certificate authority of the test's own and a server certificate by it, for `name` (a host, or an address of this machine). Made by openssl. */
export function makeCertificates(folder: string, name: string): Certificates {
  const at = (file: string): string => join(folder, `${name}-${file}`);
  const openssl = (...args: string[]): void => void execFileSync('openssl', args, { stdio: 'ignore' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...key,
    '-keyout',
    at('ca.key'),
    '-out',
    at('ca.pem'),
    '-days',
    '2',
    '-subj',
    '/CN=Test authority',
  );
  openssl('req', ...key, '-keyout', at('server.key'), '-out', at('server.csr'), '-subj', `/CN=${name}`);
  const kind = /^[0-9.]+$/.test(name) ? 'IP' : 'DNS';
  writeFileSync(at('extensions'), `subjectAltName=${kind}:${name}\n`);
  const authority = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial'];
  openssl(
    'x509',
    '-req',
    '-in',
    at('server.csr'),
    ...authority,
    '-out',
    at('server.pem'),
    '-days',
    '2',
    '-extfile',
    at('extensions'),
  );
  return {
    caFile: at('ca.pem'),
    key: readFileSync(at('server.key'), 'utf8'),
    cert: readFileSync(at('server.pem'), 'utf8'),
    client(client) {
      const of = (file: string): string => at(`${client}.${file}`);
      openssl('req', ...key, '-keyout', of('key'), '-out', of('csr'), '-subj', `/CN=${client}`);
      openssl('x509', '-req', '-in', of('csr'), ...authority, '-out', of('pem'), '-days', '2');
      return { certFile: of('pem'), key: readFileSync(of('key'), 'utf8') };
    },
    expired(host) {
      const of = (file: string): string => at(`expired.${file}`);
      openssl('req', ...key, '-keyout', of('key'), '-out', of('csr'), '-subj', `/CN=${host}`);
      writeFileSync(of('extensions'), `subjectAltName=DNS:${host}\n`);
      const ended = ['-days', '-1', '-extfile', of('extensions')];
      openssl('x509', '-req', '-in', of('csr'), ...authority, '-out', of('pem'), ...ended);
      return { cert: readFileSync(of('pem'), 'utf8'), key: readFileSync(of('key'), 'utf8') };
    },
  };
}
