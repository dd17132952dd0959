import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** One SIP request as it came, with its headers by small letters; several lines of one name are joined. */
export interface HeardRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface ScriptedAnswer {
  readonly status: number;
  readonly headers?: readonly string[];
}

/** An exchange that answers what a test tells it to, or nothing. */
export interface ScriptedExchange {
  readonly url: string;
  readonly port: number;
  readonly heard: HeardRequest[];
  /** CRLF keep-alives that came. */
  readonly crlfs: number;
  connections(): number;
  /** Closes every connection; new ones are let in. */
  cut(): void;
  dispose(): Promise<void>;
}

export interface Script {
  /** null: no answer. */
  readonly answer: (request: HeardRequest, nth: number) => ScriptedAnswer | null;
  readonly answersCrlf?: () => boolean;
  readonly answersPing?: boolean;
  readonly port?: number;
}

function read(text: string): HeardRequest {
  const headers: Record<string, string> = {};
  for (const line of (text.split('\r\n\r\n')[0] ?? '').split('\r\n').slice(1)) {
    const [, name = '', value = ''] = /^([^:\s]+)\s*:\s*(.*)$/.exec(line) ?? [];
    const key = name.toLowerCase();
    headers[key] = headers[key] === undefined ? value : `${headers[key]}, ${value}`;
  }
  return { method: text.split(' ')[0] ?? '', headers, text };
}

/** Contact of a REGISTER as a registrar gives it back. */
export const granted = (request: HeardRequest, seconds: number): string =>
  `Contact: ${(request.headers['contact'] ?? '').replace(/;expires=\d+/, '')};expires=${seconds}`;

export async function startScriptedExchange(script: Script): Promise<ScriptedExchange> {
  const heard: HeardRequest[] = [];
  const open = new Set<WebSocket>();
  const counts = new Map<string, number>();
  let crlfs = 0;
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: script.port ?? 0,
    handleProtocols: () => 'sip',
    autoPong: script.answersPing ?? true,
  });
  server.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('message', (data: Buffer) => {
      const text = data.toString('utf8');
      if (text.trim() === '') {
        crlfs += 1;
        if (script.answersCrlf?.() ?? true) socket.send('\r\n');
        return;
      }
      const request = read(text);
      heard.push(request);
      const nth = (counts.get(request.method) ?? 0) + 1;
      counts.set(request.method, nth);
      const answer = script.answer(request, nth);
      if (answer === null) return;
      const { via, from, to, cseq } = request.headers;
      socket.send(
        [
          `SIP/2.0 ${answer.status} Scripted`,
          `Via: ${via}`,
          `From: ${from}`,
          `To: ${to};tag=scripted`,
          `Call-ID: ${request.headers['call-id']}`,
          `CSeq: ${cseq}`,
          ...(answer.headers ?? []),
          'Content-Length: 0',
          '\r\n',
        ].join('\r\n'),
      );
    });
  });
  await new Promise<void>((listening) => server.once('listening', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}`,
    port,
    heard,
    get crlfs() {
      return crlfs;
    },
    connections: () => open.size,
    cut: () => open.forEach((socket) => socket.terminate()),
    dispose() {
      for (const socket of open) socket.terminate();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}
