import { createHash } from 'node:crypto';

/** HTTP digest for SIP (RFC 3261 §22, RFC 2617), MD5, `qop=auth`: what every SIP peer in the field speaks. */

const md5 = (text: string): string => createHash('md5').update(text, 'utf8').digest('hex');

export interface DigestParams {
  readonly [name: string]: string;
}

/** `Digest a="b", c=d` → its parameters, names in lower case; null when it is another scheme. */
export function parseDigest(value: string): DigestParams | null {
  const scheme = /^\s*Digest\s+/i.exec(value);
  if (!scheme) return null;
  const params: Record<string, string> = {};
  for (const match of value
    .slice(scheme[0].length)
    .matchAll(/([a-z0-9_-]+)\s*=\s*(?:"((?:\\.|[^"\\])*)"|([^\s,]+))/gi)) {
    params[match[1]!.toLowerCase()] = (match[2] ?? match[3] ?? '').replace(/\\(.)/g, '$1');
  }
  return params;
}

export interface Credentials {
  readonly username: string;
  readonly secret: string;
}

interface ResponseInput extends Credentials {
  readonly realm: string;
  readonly method: string;
  readonly uri: string;
  readonly nonce: string;
  readonly qop?: string | undefined;
  readonly nc?: string | undefined;
  readonly cnonce?: string | undefined;
}

/** The `response` value. Without `qop` the old form of RFC 2069 is used. */
export function digestResponse(input: ResponseInput): string {
  const a1 = md5(`${input.username}:${input.realm}:${input.secret}`);
  const a2 = md5(`${input.method}:${input.uri}`);
  if (!input.qop) return md5(`${a1}:${input.nonce}:${a2}`);
  return md5(`${a1}:${input.nonce}:${input.nc ?? ''}:${input.cnonce ?? ''}:${input.qop}:${a2}`);
}

/** Answers a challenge; null when the challenge asks for what MD5 digest cannot give. */
export function answerChallenge(
  challenge: string,
  request: { readonly method: string; readonly uri: string },
  credentials: Credentials,
  cnonce: string,
): string | null {
  const params = parseDigest(challenge);
  if (!params || params['nonce'] === undefined) return null;
  if (params['algorithm'] !== undefined && params['algorithm'].toUpperCase() !== 'MD5') return null;
  const qop = params['qop']?.split(',').some((option) => option.trim() === 'auth') ? 'auth' : undefined;
  const realm = params['realm'] ?? '';
  const nc = '00000001';
  const response = digestResponse({
    ...credentials,
    realm,
    ...request,
    nonce: params['nonce'],
    qop,
    nc,
    cnonce,
  });
  const parts = [
    `username="${credentials.username}"`,
    `realm="${realm}"`,
    `nonce="${params['nonce']}"`,
    `uri="${request.uri}"`,
    `response="${response}"`,
    'algorithm=MD5',
    ...(qop ? [`qop=${qop}`, `nc=${nc}`, `cnonce="${cnonce}"`] : []),
    ...(params['opaque'] === undefined ? [] : [`opaque="${params['opaque']}"`]),
  ];
  return `Digest ${parts.join(', ')}`;
}
