import * as http from 'node:http';
import * as https from 'node:https';
import type { Undo } from '#shared/lib/clock.ts';
import type { HttpDeps } from './http.ts';
import { tlsOptions } from './tls-fetch.ts';

/** One event of a server-sent stream (WHATWG HTML §9.2.6). */
export interface StreamEvent {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

export type StreamEnd = {
  readonly problem: 'unreachable' | 'timeout' | 'badAnswer' | 'coreFault' | 'unauthorized';
};

export interface StreamHandlers {
  /** The core has let us in. */
  onOpen(): void;
  onEvent(event: StreamEvent): void;
  /** Anything was heard, a comment included. */
  onAlive(): void;
  /** Once; nothing comes after it. */
  onEnd(end: StreamEnd): void;
}

export interface EventStreams {
  /** Opens `path`; the undo closes it and then nothing is told any more. */
  open(path: string, lastEventId: string | null, handlers: StreamHandlers): Undo;
}

/** Twice the core's promise of a sign of life, and a little. */
const silentAfterMs = 40_000;
const connectWithinMs = 8_000;
/** One event is not larger; a stream that goes on without a line's end is cut off. */
const maxEventChars = 5_000_000;

/** Streams over connections of their own: a stream that stands for hours must not take one that a hold needs. */
export function createEventStreams(deps: HttpDeps): EventStreams {
  return {
    open(path, lastEventId, handlers) {
      let over = false;
      let undoTimer: Undo = () => undefined;
      let call: http.ClientRequest | null = null;
      const close = (): void => {
        over = true;
        undoTimer();
        call?.destroy();
      };
      const end = (problem: StreamEnd['problem']): void => {
        if (over) return;
        close();
        handlers.onEnd({ problem });
      };
      const within = (ms: number): void => {
        undoTimer();
        undoTimer = deps.clock.after(ms, () => end('timeout'));
      };
      within(connectWithinMs);
      void Promise.resolve(deps.login.token()).then((login) => {
        if (over) return;
        if (!login.ok) return end('unauthorized');
        call = request(deps, path, lastEventId, login.token);
        call.on('error', () => end('unreachable'));
        call.once('response', (response) => {
          const problem = problemOf(response);
          // The next try has another token, where there is one.
          if (response.statusCode === 401) void deps.login.renew(login.token);
          if (problem) return end(problem);
          const parse = createEventParser(handlers.onEvent, () => end('badAnswer'));
          handlers.onOpen();
          within(silentAfterMs);
          response.setEncoding('utf8');
          response.on('data', (text: string) => {
            if (over) return;
            within(silentAfterMs);
            handlers.onAlive();
            parse(text);
          });
          response.once('close', () => end('unreachable'));
          response.once('error', () => end('unreachable'));
        });
        call.end();
      });
      return close;
    },
  };
}

function request(
  deps: HttpDeps,
  path: string,
  lastEventId: string | null,
  token: string | null,
): http.ClientRequest {
  const url = new URL(deps.baseUrl);
  url.pathname = `${deps.baseUrl.pathname.replace(/\/$/, '')}/${path}`;
  const secure = url.protocol === 'https:';
  return (secure ? https : http).request(url, {
    agent: false,
    ...(secure ? tlsOptions(deps.trust) : {}),
    headers: {
      accept: 'text/event-stream',
      'cache-control': 'no-store',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(lastEventId === null ? {} : { 'last-event-id': lastEventId }),
    },
  });
}

function problemOf(response: http.IncomingMessage): StreamEnd['problem'] | null {
  const status = response.statusCode ?? 0;
  if (status === 401 || status === 403) return 'unauthorized';
  if (status >= 500 || status === 429) return 'coreFault';
  const type = response.headers['content-type'] ?? '';
  return status !== 200 || !type.startsWith('text/event-stream') ? 'badAnswer' : null;
}

/** Takes text as it comes, in any pieces, and gives whole events. */
export function createEventParser(
  onEvent: (event: StreamEvent) => void,
  onTooLarge: () => void,
): (text: string) => void {
  let rest = '';
  let id = '';
  let event = '';
  let data: string[] = [];
  const line = (text: string): void => {
    if (text === '') {
      if (data.length > 0) onEvent({ id, event: event === '' ? 'message' : event, data: data.join('\n') });
      event = '';
      data = [];
      return;
    }
    const at = text.indexOf(':');
    const field = at < 0 ? text : text.slice(0, at);
    const value = at < 0 ? '' : text.slice(at + 1).replace(/^ /, '');
    if (field === 'id' && !value.includes('\0')) id = value;
    if (field === 'event') event = value;
    if (field === 'data') data.push(value);
  };
  return (text) => {
    rest += text;
    if (rest.length > maxEventChars) return onTooLarge();
    // A CR at the very end may be half of a CR LF.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const one of lines) line(one);
  };
}
