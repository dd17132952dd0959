import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { WebSocket } from 'ws';

/** Milliseconds since 1970 with fractions: the one clock that all processes of one machine share. */
export const epoch = (): number => performance.timeOrigin + performance.now();

export interface CoreRequest {
  readonly method: string;
  readonly path: string;
  readonly arrivedAt: number;
  /** The last byte of the answer was handed to the system; null: not yet. */
  answeredAt: number | null;
}

/** What went over the sockets of this process, where exchange and core of the bench live. */
export interface Wire {
  /** When the newest INVITE was handed to a socket by the exchange. */
  lastInviteAt(): number;
  lastOkAt(): number;
  /** Requests to the core since the last call of this. */
  takeRequests(): CoreRequest[];
}

/** Watches from outside: nothing in exchange or core knows of it. Once per process. */
export function watchWire(): Wire {
  let inviteAt = 0;
  let okAt = 0;
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (this: WebSocket, ...args: Parameters<typeof send>) {
    const text = typeof args[0] === 'string' ? args[0] : '';
    // The caller's own INVITE goes first through the exchange: the last one is the one to the desk.
    if (text.startsWith('INVITE ')) inviteAt = epoch();
    if (text.startsWith('SIP/2.0 200') && /^CSeq: *\d+ INVITE/im.test(text)) okAt = epoch();
    return send.apply(this, args);
  } as typeof send;

  let requests: CoreRequest[] = [];
  const open = new WeakMap<IncomingMessage, CoreRequest>();
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage };
    const path = (request.url ?? '').split('?')[0] ?? '';
    const seen: CoreRequest = { method: request.method ?? '', path, arrivedAt: epoch(), answeredAt: null };
    open.set(request, seen);
    requests.push(seen);
  });
  subscribe('http.server.response.finish', (message) => {
    const { request } = message as { request: IncomingMessage; response: ServerResponse };
    const seen = open.get(request);
    if (seen) seen.answeredAt = epoch();
  });
  return {
    lastInviteAt: () => inviteAt,
    lastOkAt: () => okAt,
    takeRequests() {
      const taken = requests;
      requests = [];
      return taken;
    },
  };
}
