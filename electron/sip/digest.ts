import { createHash, randomBytes } from 'node:crypto';

/** One Digest challenge (RFC 7616 §3.3) and by which header it is answered. Names as they are written, values without quotes. */
export interface Challenge {
  readonly by: 'Authorization' | 'Proxy-Authorization';
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | null;
  /** As the exchange wrote it; null: it did not say, which is MD5. */
  readonly algorithm: string | null;
  /** Offered; empty: the old form of RFC 2069. */
  readonly qop: readonly string[];
  readonly stale: boolean;
}

/** What the hash is of. */
export interface Signed {
  readonly method: string;
  /** Request-URI as it stands in the request line. */
  readonly uri: string;
  readonly body: string;
}

const hashes: Readonly<Record<string, string>> = {
  md5: 'md5',
  'sha-256': 'sha256',
  'sha-512-256': 'sha512-256',
};

const partOf = (name: string): { readonly hash: string | undefined; readonly ofSession: boolean } => {
  const ofSession = name.endsWith('-sess');
  return { hash: hashes[ofSession ? name.slice(0, -5) : name], ofSession };
};
const algorithmOf = ({ algorithm }: Challenge) => partOf((algorithm ?? 'MD5').toLowerCase());

/** RFC 8760 §2: MD5, SHA-256, SHA-512-256, each also with `-sess`; `auth` or `auth-int` or none. */
export const canAnswer = (challenge: Challenge): boolean =>
  algorithmOf(challenge).hash !== undefined &&
  challenge.realm !== '' &&
  challenge.nonce !== '' &&
  (challenge.qop.length === 0 || challenge.qop.some((qop) => qop === 'auth' || qop === 'auth-int'));

const parameter = /^([\w!#$%&'*+.^`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))$/;

/** Commas inside quotes part nothing. */
const piecesOf = (value: string): string[] =>
  (value.match(/(?:"(?:[^"\\]|\\.)*"|[^,"])+/g) ?? []).map((piece) => piece.trim());

/**
 * Every Digest challenge in the values of one header. Several may share a line (RFC 3261 §7.3.1), and other schemes may
 * stand among them (RFC 9110 §11.6.1): those are passed over.
 */
export function challengesIn(by: Challenge['by'], values: readonly string[]): Challenge[] {
  const found: Record<string, string>[] = [];
  let current: Record<string, string> | null = null;
  for (const piece of values.flatMap(piecesOf)) {
    const scheme = /^([\w-]+)(?:\s+(.*))?$/.exec(piece);
    const isScheme = scheme !== null && !parameter.test(piece);
    if (isScheme) {
      current = scheme[1]?.toLowerCase() === 'digest' ? {} : null;
      if (current !== null) found.push(current);
    }
    const [, name = '', quoted, plain] = parameter.exec(isScheme ? (scheme[2] ?? '') : piece) ?? [];
    if (current !== null && name !== '')
      current[name.toLowerCase()] ??=
        quoted === undefined ? (plain ?? '') : quoted.replaceAll(/\\(.)/g, '$1');
  }
  return found.map((one) => ({
    by,
    realm: one['realm'] ?? '',
    nonce: one['nonce'] ?? '',
    opaque: one['opaque'] ?? null,
    algorithm: one['algorithm'] ?? null,
    qop: (one['qop'] ?? '')
      .toLowerCase()
      .split(',')
      .map((qop) => qop.trim())
      .filter(Boolean),
    stale: one['stale']?.toLowerCase() === 'true',
  }));
}

const quote = (text: string): string => `"${text.replaceAll(/["\\]/g, '\\$&')}"`;

/** Credentials for one request (RFC 7616 §3.4). `nonceCount`: how often this nonce has been used, this time included. */
export function answerTo(
  challenge: Challenge,
  who: { readonly user: string; readonly password: string },
  signed: Signed,
  nonceCount: number,
): string {
  const { hash, ofSession } = algorithmOf(challenge);
  if (hash === undefined) throw new Error('asked before: canAnswer');
  const h = (text: string): string => createHash(hash).update(text).digest('hex');
  const { realm, nonce, opaque, algorithm } = challenge;
  const cnonce = randomBytes(12).toString('hex');
  const nc = nonceCount.toString(16).padStart(8, '0');
  const qop = challenge.qop.length === 0 ? null : challenge.qop.includes('auth') ? 'auth' : 'auth-int';
  const plain = h(`${who.user}:${realm}:${who.password}`);
  const ha1 = ofSession ? h(`${plain}:${nonce}:${cnonce}`) : plain;
  const ha2 = h(`${signed.method}:${signed.uri}${qop === 'auth-int' ? `:${h(signed.body)}` : ''}`);
  const response = h(
    qop === null ? `${ha1}:${nonce}:${ha2}` : `${ha1}:${nonce}:${nc}:${cnonce}:${qop}:${ha2}`,
  );
  const parts = [
    `username=${quote(who.user)}`,
    `realm=${quote(realm)}`,
    `nonce=${quote(nonce)}`,
    `uri=${quote(signed.uri)}`,
    `response="${response}"`,
    ...(algorithm === null ? [] : [`algorithm=${algorithm}`]),
    ...(opaque === null ? [] : [`opaque=${quote(opaque)}`]),
    ...(qop === null && !ofSession ? [] : [`cnonce="${cnonce}"`]),
    ...(qop === null ? [] : [`qop=${qop}`, `nc=${nc}`]),
  ];
  return `Digest ${parts.join(', ')}`;
}
