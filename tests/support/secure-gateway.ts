import { readFileSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { SandboxCore } from '#electron/core/sandbox/server.ts';
import type { Certificates } from './certificates.ts';
import { sandboxToken } from './sandbox-core.ts';

export interface SecureGateway {
  readonly url: string;
  readonly tokenUrl: string;
  /** Tokens given out so far. */
  issued(): number;
  /** From now on no token given out so far is taken any more. */
  revoke(): void;
  /** Requests that reached the core, and those turned away for their token. */
  readonly seen: { passed: number; refused: number };
  /** Of the last token request: how the client proved itself. */
  lastProof(): Proof | null;
  dispose(): Promise<void>;
}

export interface Proof {
  readonly by: 'basic' | 'post' | 'tls';
  readonly clientId: string;
  readonly scope: string | null;
  /** Common name of the client's certificate. */
  readonly certificate: string | null;
}

export interface SecureGatewayOptions {
  readonly core: SandboxCore;
  readonly certificates: Certificates;
  readonly clientId: string;
  readonly secret: string;
  /** What a token says of its life, seconds. */
  readonly expiresIn?: number;
}

/**
 * A bank's gateway as it stands before a core: HTTPS that takes only clients with a certificate of its authority, and a token endpoint
 * for client credentials (RFC 6749 section 4.4, RFC 8705). What has a token goes on to the sandbox core.
 */
export async function startSecureGateway(options: SecureGatewayOptions): Promise<SecureGateway> {
  const { certificates, core } = options;
  const tokens = new Set<string>();
  const seen = { passed: 0, refused: 0 };
  let count = 0;
  let proof: Proof | null = null;
  const server = createServer(
    {
      key: certificates.key,
      cert: certificates.cert,
      ca: readFileSync(certificates.caFile, 'utf8'),
      requestCert: true,
      rejectUnauthorized: true,
    },
    (request, response) => {
      if (request.url === '/oauth2/token') return void answerToken(request, response);
      if (!tokens.has(request.headers.authorization ?? '')) {
        seen.refused += 1;
        return json(response, 401, { code: 'unauthorized', message: 'no or old token' });
      }
      seen.passed += 1;
      passOn(core.url, request, response);
    },
  );

  async function answerToken(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await text(request));
    const certificate = String((request.socket as TLSSocket).getPeerCertificate().subject?.CN ?? '');
    const given = credentials(request.headers.authorization, form);
    proof = { ...given, scope: form.get('scope'), certificate: certificate === '' ? null : certificate };
    const known =
      given.clientId === options.clientId && (given.by === 'tls' || given.secret === options.secret);
    if (form.get('grant_type') !== 'client_credentials' || !known)
      return json(response, 401, { error: 'invalid_client' });
    count += 1;
    tokens.add(`Bearer token-${count}`);
    json(response, 200, {
      access_token: `token-${count}`,
      token_type: 'Bearer',
      ...(options.expiresIn === undefined ? {} : { expires_in: options.expiresIn }),
    });
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    tokenUrl: `${url}/oauth2/token`,
    issued: () => count,
    revoke: () => tokens.clear(),
    seen,
    lastProof: () => proof,
    dispose: () => close(server),
  };
}

function credentials(
  authorization: string | undefined,
  form: URLSearchParams,
): { readonly by: Proof['by']; readonly clientId: string; readonly secret: string } {
  if (authorization?.startsWith('Basic ') === true) {
    const [id = '', secret = ''] = Buffer.from(authorization.slice(6), 'base64').toString('utf8').split(':');
    // RFC 6749 section 2.3.1: both are form-encoded before they go into the header.
    const decoded = (given: string): string => decodeURIComponent(given.replaceAll('+', ' '));
    return { by: 'basic', clientId: decoded(id), secret: decoded(secret) };
  }
  const secret = form.get('client_secret');
  return {
    by: secret === null ? 'tls' : 'post',
    clientId: form.get('client_id') ?? '',
    secret: secret ?? '',
  };
}

function passOn(coreUrl: string, request: IncomingMessage, response: ServerResponse): void {
  const on = httpRequest(
    `${coreUrl}${request.url ?? '/'}`,
    {
      method: request.method ?? 'GET',
      headers: { ...request.headers, authorization: `Bearer ${sandboxToken}` },
    },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    },
  );
  on.on('error', () => response.destroy());
  response.on('close', () => on.destroy());
  request.pipe(on);
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
