import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Certificate } from './certificate.ts';
import { type Daemon, startDaemon } from './daemon.ts';
import { loopback } from './free-ports.ts';
import { kamailioModules } from './packages.ts';

export interface KamailioOptions {
  /** Folder for its configuration and sockets. */
  readonly dir: string;
  readonly logFile: string;
  readonly domain: string;
  readonly ports: {
    readonly sip: number;
    readonly ws: number;
    readonly wss: number;
    readonly rtpengine: number;
  };
  readonly certificate: Certificate;
  /** user → secret */
  readonly secrets: Readonly<Record<string, string>>;
  /** Added to every INVITE, as a real exchange adds what it knows of the caller. */
  readonly inviteHeaders: Readonly<Record<string, string>>;
  /** Never answered for so long: 408. */
  readonly ringTimeoutMs: number;
}

/** `text` as the inside of a string in Kamailio's script. */
function quoted(text: string): string {
  if (/["\\\r\n]/.test(text)) throw new Error(`not for Kamailio's script: ${text}`);
  return text;
}

function configuration(options: KamailioOptions, tlsConfig: string): string {
  const { domain, ports, secrets, inviteHeaders, ringTimeoutMs } = options;
  const values: Readonly<Record<string, string>> = {
    domain,
    address: loopback,
    sipPort: String(ports.sip),
    wsPort: String(ports.ws),
    wssPort: String(ports.wss),
    rtpenginePort: String(ports.rtpengine),
    modules: `${kamailioModules('tls.so') ?? ''}/`,
    tlsConfig,
    ringTimeoutMs: String(ringTimeoutMs),
    secrets: Object.entries(secrets)
      .map(([user, secret]) => `\t$sht(secrets=>${quoted(user)}) = "${quoted(secret)}";`)
      .join('\n'),
    inviteHeaders: Object.entries(inviteHeaders)
      .map(([name, value]) => `\t\tappend_hf("${quoted(name)}: ${quoted(value)}\\r\\n");`)
      .join('\n'),
  };
  return readFileSync(join(import.meta.dirname, 'kamailio.cfg'), 'utf8').replace(
    /\{\{(\w+)\}\}/g,
    (whole, name: string) => {
      if (name === 'name') return whole;
      const value = values[name];
      if (value === undefined) throw new Error(`kamailio.cfg wants ${name}`);
      return value;
    },
  );
}

/** Registrar and proxy. rtpengine must listen already. */
export async function startKamailio(options: KamailioOptions): Promise<Daemon> {
  const { dir, certificate, ports, logFile } = options;
  const [file, tls] = [join(dir, 'kamailio.cfg'), join(dir, 'tls.cfg')];
  writeFileSync(
    tls,
    ['[server:default]', 'method = TLSv1.2+', 'verify_certificate = no', 'require_certificate = no']
      .concat(`private_key = ${certificate.keyFile}`, `certificate = ${certificate.certFile}`, '')
      .join('\n'),
  );
  writeFileSync(file, configuration(options, tls));
  return startDaemon(
    'Kamailio',
    [
      'kamailio',
      '-f',
      file,
      '-DD',
      '-E',
      '-m',
      '128',
      '-M',
      '16',
      '-Y',
      dir,
      '-P',
      join(dir, 'kamailio.pid'),
    ],
    { logFile, listensOn: ports.wss, cwd: dir },
  );
}
