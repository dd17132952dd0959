import type { Clock } from '#shared/lib/clock.ts';
import type { CoreProblem } from '#shared/core/problem.ts';
import type { Log } from '#electron/log/log.ts';
import type { CoreLogin, Token } from './login.ts';
import { codeOf, problemOfCode } from './tls-problem.ts';
import { createTlsFetch, type TlsTrust } from './tls-fetch.ts';

/** How the desk proves itself to the token endpoint: RFC 6749 section 2.3.1 by header or body, or RFC 8705 section 2.1 by its certificate. */
export type ClientAuth = 'basic' | 'post' | 'tls';

export interface OAuthConfig {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly scope: string;
  readonly auth: ClientAuth;
}

export interface OAuthDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly trust: TlsTrust;
  /** Asked for each token, so that a changed one is used at once. */
  readonly secret: () => string | null;
}

/** A token endpoint answers or it does not; nobody waits longer for a hold. */
const patienceMs = 5_000;
/** After a refusal the endpoint is left alone for so long. */
const restMs = 3_000;
/** RFC 6749 section 5.1 only recommends `expires_in`; without it a token is used until the core refuses it, or for an hour. */
const unsaidLifeMs = 3_600_000;
/** A token is renewed before its end, while it is still good: a tenth of its life, a minute at most. */
const renewEarlyMs = (lifeMs: number): number => Math.min(60_000, lifeMs / 10);

interface Held {
  readonly token: string;
  readonly renewAtMs: number;
  readonly endsAtMs: number;
}

/**
 * Client credentials (RFC 6749 section 4.4) by `oauth4webapi`. The token is kept in memory only, renewed in the background before
 * its end, and asked for once however many requests wait for it.
 *
 *   none ─(first request)→ asking → held ─(near its end)→ held, asking ─(its end)→ asking
 *   held ─(401 from the core)→ asking
 */
export function createOAuthLogin(config: OAuthConfig, deps: OAuthDeps): CoreLogin {
  const { clock, log } = deps;
  let held: Held | null = null;
  let asking: Promise<Token> | null = null;
  let failed: { readonly problem: CoreProblem; readonly untilMs: number } | null = null;

  const request = async (): Promise<Token> => {
    const askedMs = clock.monotonicMs();
    const answer = await askToken(config, deps);
    if (!answer.ok) {
      log.warn('no token for the core', { problem: answer.problem, detail: answer.detail });
      failed = { problem: answer.problem, untilMs: clock.monotonicMs() + restMs };
      return { ok: false, problem: answer.problem };
    }
    const lifeMs = answer.lifeMs ?? unsaidLifeMs;
    failed = null;
    held = {
      token: answer.token,
      renewAtMs: askedMs + lifeMs - renewEarlyMs(lifeMs),
      endsAtMs: askedMs + lifeMs,
    };
    return { ok: true, token: answer.token };
  };
  const ask = (): Promise<Token> =>
    (asking ??= request().finally(() => {
      asking = null;
    }));

  const resting = (): Token | null =>
    failed !== null && clock.monotonicMs() < failed.untilMs ? { ok: false, problem: failed.problem } : null;

  return {
    token() {
      const nowMs = clock.monotonicMs();
      if (held === null || nowMs >= held.endsAtMs) {
        held = null;
        return resting() ?? ask();
      }
      if (nowMs >= held.renewAtMs && resting() === null) void ask();
      return { ok: true, token: held.token };
    },
    async renew(refused) {
      // Another request was quicker: its token is the one to try.
      if (held !== null && held.token !== refused) return { ok: true, token: held.token };
      held = null;
      const rest = resting();
      return rest ?? ask();
    },
  };
}

type Asked =
  | { readonly ok: true; readonly token: string; readonly lifeMs: number | null }
  | { readonly ok: false; readonly problem: CoreProblem; readonly detail: string };

async function askToken(config: OAuthConfig, deps: OAuthDeps): Promise<Asked> {
  const secret = config.auth === 'tls' ? '' : deps.secret();
  if (secret === null) return { ok: false, problem: 'tokenSecretMissing', detail: '' };
  // Only where a bank logs in this way; nothing of it is read at the start of any other desk.
  const oauth = await import('oauth4webapi');
  const server = { issuer: new URL(config.tokenUrl).origin, token_endpoint: config.tokenUrl };
  const client = { client_id: config.clientId };
  const proof = {
    basic: () => oauth.ClientSecretBasic(secret),
    post: () => oauth.ClientSecretPost(secret),
    tls: () => oauth.TlsClientAuth(),
  }[config.auth]();
  const parameters = new URLSearchParams(config.scope === '' ? {} : { scope: config.scope });
  try {
    const response = await oauth.clientCredentialsGrantRequest(server, client, proof, parameters, {
      [oauth.customFetch]: createTlsFetch(deps.trust, deps.clock, patienceMs),
      // Plain HTTP only ever leads to this machine: the setting's own check sees to it.
      [oauth.allowInsecureRequests]: config.tokenUrl.startsWith('http:'),
    });
    const answer = await oauth.processClientCredentialsResponse(server, client, response);
    if (answer.token_type !== 'bearer')
      return { ok: false, problem: 'tokenRefused', detail: 'not a bearer token' };
    const lifeMs = answer.expires_in === undefined ? null : answer.expires_in * 1_000;
    return { ok: true, token: answer.access_token, lifeMs };
  } catch (error) {
    if (error instanceof oauth.ResponseBodyError)
      return { ok: false, problem: 'tokenRefused', detail: error.error.slice(0, 60) };
    if (error instanceof oauth.WWWAuthenticateChallengeError)
      return { ok: false, problem: 'tokenRefused', detail: `status ${error.status}` };
    const code = codeOf(error);
    const problem = problemOfCode(code);
    return { ok: false, problem: tokenProblem(problem), detail: code };
  }
}

function tokenProblem(problem: CoreProblem | null): CoreProblem {
  if (problem === 'clientCertificateRefused' || problem === 'hungUp') return problem;
  return problem?.startsWith('certificate') === true ? 'tokenCertificate' : 'tokenUnreachable';
}
