import * as http from 'node:http';
import * as https from 'node:https';
import type { Clock } from '#shared/lib/clock.ts';
import type { ClientIdentity } from './client-identity.ts';

/** Whom a connection trusts, and whom it shows itself as. */
export interface TlsTrust {
  readonly ca: string | undefined;
  readonly identity: ClientIdentity | undefined;
}

/** The TLS options of a trust; nothing where the system's own authorities and no certificate are meant. */
export const tlsOptions = ({ ca, identity }: TlsTrust): https.AgentOptions => ({
  ...(ca === undefined ? {} : { ca }),
  ...(identity === undefined ? {} : { cert: identity.cert, key: identity.key }),
});

/** A token answer is a few hundred bytes. */
const maxBytes = 100_000;

interface FetchOptions {
  readonly method: string;
  readonly headers: Record<string, string>;
  /** A form; the library sends nothing else here. */
  readonly body?: unknown;
}

/**
 * The part of `fetch` that a token request needs, over node:https: the built-in one takes neither the bank's authority nor a
 * client certificate. No redirects: a token endpoint that sends elsewhere is not the one that was set.
 */
export function createTlsFetch(trust: TlsTrust, clock: Clock, patienceMs: number) {
  return (url: string, { method, headers, body }: FetchOptions): Promise<Response> =>
    new Promise((resolve, reject) => {
      const secure = url.startsWith('https:');
      const payload = Buffer.from(body instanceof URLSearchParams ? body.toString() : '');
      const call = (secure ? https : http).request(url, {
        method,
        agent: false,
        ...(secure ? tlsOptions(trust) : {}),
        headers: { ...headers, 'content-length': payload.length },
      });
      const undo = clock.after(patienceMs, () =>
        call.destroy(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })),
      );
      const over = (error: Error): void => {
        undo();
        reject(error);
      };
      call.on('error', over);
      call.once('response', (answer) => {
        const chunks: Buffer[] = [];
        let size = 0;
        answer.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > maxBytes) return void call.destroy(new Error('answer too large'));
          chunks.push(chunk);
        });
        answer.once('error', over);
        answer.once('end', () => {
          undo();
          resolve(
            new Response(size === 0 ? null : Buffer.concat(chunks), {
              status: answer.statusCode ?? 502,
              headers: Object.entries(answer.headers).flatMap(([name, value]): [string, string][] =>
                value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
              ),
            }),
          );
        });
      });
      call.end(payload);
    });
}
