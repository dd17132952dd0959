import * as http from 'node:http';
import * as https from 'node:https';
import type { SyncState } from '#shared/editor/contract.ts';
import type { Clock } from '#shared/lib/clock.ts';

export type SyncTrouble = NonNullable<SyncState['trouble']>;

export type FetchedText =
  | { readonly kind: 'text'; readonly text: string; readonly etag: string | null }
  /** 304: as it was under the tag that was sent. */
  | { readonly kind: 'same' }
  | { readonly kind: 'trouble'; readonly trouble: SyncTrouble };

export interface TextRequest {
  readonly url: URL;
  readonly etag: string | null;
  readonly maxBytes: number;
}
export type FetchText = (request: TextRequest) => Promise<FetchedText>;

const timeoutMs = 20_000;
const untrusted = /^(CERT|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/;

/** Asks for one text over HTTP (RFC 9110 section 13.1.2: If-None-Match). No redirects: a service that moves is told to the administrator. */
export function createFetchText(deps: {
  readonly clock: Clock;
  /** Asked for each time: both may change while the desk runs. */
  /** PEM; undefined: the system's authorities. null: one is named and cannot be read, so there is nobody to trust. */
  readonly ca: () => string | undefined | null;
  readonly token: () => string | null;
}): FetchText {
  return ({ url, etag, maxBytes }) =>
    new Promise((resolve) => {
      const token = deps.token();
      const ca = deps.ca();
      // Node takes an empty authority, text or list, for none given and trusts the system's.
      if (ca === null) return resolve({ kind: 'trouble', trouble: 'certificate' });
      const options = {
        method: 'GET',
        headers: {
          accept: 'application/json, text/markdown, application/yaml, text/plain',
          ...(etag === null ? {} : { 'if-none-match': etag }),
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
      };
      const request =
        url.protocol === 'https:'
          ? https.request(url, { ...options, ...(ca === undefined ? {} : { ca }) })
          : http.request(url, options);
      let ended = false;
      const end = (answer: FetchedText): void => {
        if (ended) return;
        ended = true;
        undo();
        if (answer.kind !== 'text') request.destroy();
        resolve(answer);
      };
      const fail = (trouble: SyncTrouble): void => end({ kind: 'trouble', trouble });
      const undo = deps.clock.after(timeoutMs, () => fail('timeout'));
      request.on('error', (error: NodeJS.ErrnoException) =>
        fail(untrusted.test(error.code ?? '') ? 'certificate' : 'unreachable'),
      );
      request.once('response', (response) => {
        const status = response.statusCode ?? 0;
        if (status === 304) return end({ kind: 'same' });
        if (status === 401 || status === 403) return fail('unauthorized');
        if (status !== 200) return fail('answered');
        readText(response, maxBytes, (text) =>
          text === null ? fail('tooLarge') : end({ kind: 'text', text, etag: response.headers.etag ?? null }),
        );
        response.once('aborted', () => fail('unreachable'));
      });
      request.end();
    });
}

function readText(
  response: http.IncomingMessage,
  maxBytes: number,
  end: (text: string | null) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > maxBytes) return end(null);
    chunks.push(chunk);
  });
  response.once('end', () => end(Buffer.concat(chunks).toString('utf8')));
}
