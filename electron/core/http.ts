import * as http from 'node:http';
import * as https from 'node:https';
import { coreProblemSchema, type CoreProblem } from '#shared/core/problem.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { CoreLogin } from './login.ts';
import { codeOf, problemOfCode } from './tls-problem.ts';
import { tlsOptions, type TlsTrust } from './tls-fetch.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** Below the base URL, already encoded: `v1/health`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** May be sent again when a kept-alive connection turns out to have been closed by the far end. */
  readonly repeatable: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Larger answers are cut off; default 1 MB, as none but a picture is larger. */
  readonly maxAnswerBytes?: number;
  /** The last byte has been handed to the operating system. */
  readonly onWire?: (() => void) | undefined;
}

export interface HttpAnswer {
  readonly kind: 'answer';
  readonly status: number;
  readonly body: unknown;
  /** What `Retry-After` asks for (RFC 9110 section 10.2.3, in seconds or as a date); null without one. */
  readonly retryAfterMs: number | null;
}
export interface HttpTrouble {
  readonly kind: 'trouble';
  /** `login`: there was no token to send; `detail` is the problem. */
  readonly code: 'unreachable' | 'timeout' | 'badAnswer' | 'login';
  /** System error code or a short word; no values of the request. */
  readonly detail: string;
  readonly beforeWire: boolean;
}

export interface HttpDeps {
  readonly baseUrl: URL;
  readonly trust: TlsTrust;
  readonly login: CoreLogin;
  readonly clock: Clock;
  /** How many connections may be open at once; default 8. */
  readonly connections?: number;
}

export interface HttpClient {
  send(request: HttpRequest): Promise<HttpAnswer | HttpTrouble>;
  dispose(): void;
}

/** A body that goes on is cut off. */
const usualAnswerBytes = 1_000_000;

/**
 * HTTP/1.1 over kept-alive connections of our own (the agent is not shared), without redirects. Written on node:http rather
 * than fetch, as a hold must know when its request was on the wire and a bank brings its own certificate authority.
 */
export function createHttpClient(deps: HttpDeps): HttpClient {
  const secure = deps.baseUrl.protocol === 'https:';
  const maxSockets = deps.connections ?? 8;
  const options = { keepAlive: true, maxSockets, maxFreeSockets: maxSockets / 2 };
  const agent = secure ? new https.Agent({ ...options, ...tlsOptions(deps.trust) }) : new http.Agent(options);

  const exchangeTwice = async (
    token: string | null,
    request: HttpRequest,
  ): Promise<HttpAnswer | HttpTrouble> => {
    const first = await exchange(deps, token, agent, request);
    if (first.kind === 'stale') return withoutStale(await exchange(deps, token, agent, request));
    return withoutStale(first);
  };
  const send = async (request: HttpRequest): Promise<HttpAnswer | HttpTrouble> => {
    const login = await deps.login.token();
    if (!login.ok) return noLogin(login.problem);
    const first = await exchangeTwice(login.token, request);
    if (first.kind !== 'answer' || first.status !== 401) return first;
    // The core has done nothing with it: sent once more, with another token, if there is one.
    const renewed = await deps.login.renew(login.token);
    if (renewed === null) return first;
    return renewed.ok ? exchangeTwice(renewed.token, request) : noLogin(renewed.problem);
  };
  return { send, dispose: () => agent.destroy() };
}

const noLogin = (problem: CoreProblem): HttpTrouble => ({
  kind: 'trouble',
  code: 'login',
  detail: problem,
  beforeWire: true,
});

/** What a person could set right, from how a request went wrong. */
export function problemOf({ code, detail }: HttpTrouble): CoreProblem | null {
  const known = coreProblemSchema.safeParse(detail);
  if (code === 'login' && known.success) return known.data;
  return problemOfCode(detail);
}

type Outcome = HttpAnswer | HttpTrouble | { readonly kind: 'stale'; readonly trouble: HttpTrouble };

const withoutStale = (outcome: Outcome): HttpAnswer | HttpTrouble =>
  outcome.kind === 'stale' ? outcome.trouble : outcome;

function exchange(
  deps: HttpDeps,
  token: string | null,
  agent: http.Agent,
  request: HttpRequest,
): Promise<Outcome> {
  const payload = request.body === undefined ? null : Buffer.from(JSON.stringify(request.body));
  const url = addressOf(deps.baseUrl, request);
  const secure = url.protocol === 'https:';
  return new Promise((resolve) => {
    let wired = false;
    const call = (secure ? https : http).request(url, {
      method: request.method,
      agent,
      headers: headersOf(token, payload, request),
    });
    const undoTimeout = deps.clock.after(request.timeoutMs, () => end(trouble('timeout', 'noAnswerInTime')));
    const onAbort = (): void => end(trouble('unreachable', 'aborted'));
    const trouble = (code: HttpTrouble['code'], detail: string): HttpTrouble => ({
      kind: 'trouble',
      code,
      detail,
      beforeWire: !wired,
    });
    let ended = false;
    const end = (outcome: Outcome): void => {
      if (ended) return;
      ended = true;
      undoTimeout();
      request.signal?.removeEventListener('abort', onAbort);
      if (outcome.kind !== 'answer') call.destroy();
      resolve(outcome);
    };
    call.once('finish', () => {
      wired = true;
      if (!ended) request.onWire?.();
    });
    call.on('error', (error: NodeJS.ErrnoException) => {
      const code = codeOf(error);
      const failed = trouble('unreachable', code);
      const stale = call.reusedSocket && (code === 'ECONNRESET' || code === 'EPIPE') && request.repeatable;
      end(stale ? { kind: 'stale', trouble: failed } : failed);
    });
    call.once('response', (response) => {
      void readBody(response, request.maxAnswerBytes ?? usualAnswerBytes).then((read) =>
        end(
          typeof read === 'string'
            ? trouble(...readProblem(read))
            : parsed(response, read, deps.clock.now(), trouble),
        ),
      );
    });
    if (request.signal?.aborted === true) return onAbort();
    request.signal?.addEventListener('abort', onAbort, { once: true });
    call.end(payload ?? undefined);
  });
}

type Problem = 'tooLarge' | 'cutOff';

const readProblem = (problem: Problem): [HttpTrouble['code'], string] => [
  problem === 'tooLarge' ? 'badAnswer' : 'unreachable',
  problem,
];

function parsed(
  response: http.IncomingMessage,
  text: Buffer,
  now: number,
  trouble: (code: HttpTrouble['code'], detail: string) => HttpTrouble,
): HttpAnswer | HttpTrouble {
  const status = response.statusCode ?? 0;
  const retryAfterMs = retryAfter(response.headers['retry-after'], now);
  try {
    return { kind: 'answer', status, body: JSON.parse(text.toString('utf8')) as unknown, retryAfterMs };
  } catch {
    // A proxy's own page: its status must not be taken for the core's word.
    return trouble('badAnswer', `notJson ${status}`);
  }
}

function retryAfter(given: string | undefined, now: number): number | null {
  if (given === undefined) return null;
  const ms = /^\d{1,6}$/.test(given.trim()) ? Number(given) * 1_000 : Date.parse(given) - now;
  return Number.isFinite(ms) && ms > 0 ? ms : null;
}

function readBody(response: http.IncomingMessage, maxAnswerBytes: number): Promise<Buffer | Problem> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    response.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxAnswerBytes) return void chunks.push(chunk);
      response.destroy();
      resolve('tooLarge');
    });
    response.once('end', () => resolve(Buffer.concat(chunks)));
    response.once('error', () => resolve('cutOff'));
    response.once('close', () => resolve('cutOff'));
  });
}

function addressOf(base: URL, request: HttpRequest): URL {
  const url = new URL(base);
  url.pathname = `${base.pathname.replace(/\/$/, '')}/${request.path}`;
  for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value);
  return url;
}

function headersOf(
  token: string | null,
  payload: Buffer | null,
  request: HttpRequest,
): http.OutgoingHttpHeaders {
  return {
    accept: 'application/json',
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    ...(payload === null ? {} : { 'content-type': 'application/json', 'content-length': payload.length }),
    ...request.headers,
  };
}
