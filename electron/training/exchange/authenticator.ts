import { createHmac, timingSafeEqual } from 'node:crypto';
import { digestResponse, parseDigest } from '../sip/digest.ts';
import { header, type SipRequest } from '../sip/message.ts';
import type { RandomToken } from '../sip/random.ts';

/** A peer that may speak here. `trunk`: the carrier's side, which brings calls from any number. */
export interface Account {
  readonly user: string;
  readonly secret: string;
  readonly trunk: boolean;
}

export type AuthOutcome =
  | { readonly kind: 'accepted'; readonly account: Account }
  | { readonly kind: 'challenge'; readonly header: string }
  | { readonly kind: 'refused' };

export interface AuthenticatorDeps {
  readonly realm: string;
  readonly accounts: readonly Account[];
  readonly random: RandomToken;
  now(): number;
}

const nonceLifeMs = 300_000;

/** MD5 digest with nonces that carry their own time stamp, so that nothing has to be remembered between two requests. */
export function createAuthenticator(deps: AuthenticatorDeps) {
  const key = deps.random(32);
  const accounts = new Map(deps.accounts.map((account) => [account.user, account]));
  const sign = (stamp: string): string => createHmac('sha256', key).update(stamp).digest('hex').slice(0, 32);
  const nonce = (): string => {
    const stamp = `${deps.now().toString(36)}.${deps.random(4)}`;
    return `${stamp}.${sign(stamp)}`;
  };
  const ageOf = (value: string): number | null => {
    const [time, salt, signature] = value.split('.');
    if (time === undefined || salt === undefined || signature !== sign(`${time}.${salt}`)) return null;
    return deps.now() - Number.parseInt(time, 36);
  };
  const challenge = (stale: boolean): AuthOutcome => ({
    kind: 'challenge',
    header: `Digest realm="${deps.realm}", nonce="${nonce()}", algorithm=MD5, qop="auth"${stale ? ', stale=true' : ''}`,
  });

  return {
    /** Checks `Authorization` (registrar) or `Proxy-Authorization` (proxy). A wrong password is challenged again once per request, as RFC 3261 §22.1 has it. */
    check(request: SipRequest, name: 'authorization' | 'proxy-authorization'): AuthOutcome {
      const value = header(request, name);
      const given = value === undefined ? null : parseDigest(value);
      if (!given || given['realm'] !== deps.realm) return challenge(false);
      const age = ageOf(given['nonce'] ?? '');
      if (age === null) return challenge(true);
      const account = accounts.get(given['username'] ?? '');
      if (!account || given['uri'] !== request.start.uri) return { kind: 'refused' };
      const expected = digestResponse({
        username: account.user,
        secret: account.secret,
        realm: deps.realm,
        method: request.start.method,
        uri: request.start.uri,
        nonce: given['nonce']!,
        qop: given['qop'],
        nc: given['nc'],
        cnonce: given['cnonce'],
      });
      const response = given['response'] ?? '';
      if (
        response.length !== expected.length ||
        !timingSafeEqual(Buffer.from(response), Buffer.from(expected))
      ) {
        return { kind: 'refused' };
      }
      return age > nonceLifeMs ? challenge(true) : { kind: 'accepted', account };
    },
    knows: (user: string): boolean => accounts.has(user),
  };
}
export type Authenticator = ReturnType<typeof createAuthenticator>;
