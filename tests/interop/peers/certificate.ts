import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Certificate {
  /** PEM of the authority that a desk must be told to trust. */
  readonly caFile: string;
  readonly keyFile: string;
  readonly certFile: string;
}

/** An authority of our own and a server certificate for loopback signed by it, as a bank has for its exchange. */
export function makeCertificate(dir: string, domain: string): Certificate {
  const at = (name: string): string => join(dir, name);
  const openssl = (...args: readonly string[]): void => {
    execFileSync('openssl', args, { cwd: dir, stdio: 'pipe' });
  };
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'] as const;
  openssl(
    'req',
    '-x509',
    ...key,
    '-days',
    '2',
    '-subj',
    '/CN=Interop test authority',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
  );
  openssl('req', ...key, '-subj', `/CN=${domain}`, '-keyout', 'server.key', '-out', 'server.csr');
  writeFileSync(at('server.ext'), `subjectAltName=DNS:${domain},DNS:localhost,IP:127.0.0.1\n`);
  openssl(
    ...['x509', '-req', '-in', 'server.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'],
    ...['-days', '2', '-extfile', 'server.ext', '-out', 'server.pem'],
  );
  return { caFile: at('ca.pem'), keyFile: at('server.key'), certFile: at('server.pem') };
}
