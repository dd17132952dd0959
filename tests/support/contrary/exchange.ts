import type { AddressInfo } from 'node:net';
import { randomBytes } from 'node:crypto';
import { type WebSocket, WebSocketServer } from 'ws';
import { all, type Heard, one, read, sequenceOf, write } from './message.ts';

export const token = (): string => randomBytes(6).toString('hex');

export interface Reply {
  readonly status: number;
  readonly reason?: string;
  readonly lines?: readonly string[];
  readonly body?: string;
  /** Tag of To; the exchange's own by default. */
  readonly tag?: string;
}

/** What is said to a request; null: nothing. `nth` counts requests of this method from 1. */
export type Habit = (request: Heard, nth: number) => Reply | null;

/**
 * An exchange with the habits that a test gives it. It has no routing, no timers, no registrar of its own: whatever goes
 * over the wire is written in the test.
 */
export interface ContraryExchange {
  readonly url: string;
  readonly heard: readonly Heard[];
  /** Everything that came which is no SIP: CRLFs. */
  readonly blanks: readonly string[];
  habit(method: string, habit: Habit): void;
  reply(request: Heard, reply: Reply): void;
  /** As it is, on the newest connection. */
  say(message: string): void;
  socket(): WebSocket;
  connections(): number;
  /** The first message that matches, of those that came or will come. */
  until(match: (message: Heard) => boolean, what: string): Promise<Heard>;
  /** The nth request of this method, from 1. */
  request(method: string, nth?: number): Promise<Heard>;
  /** Resolves when the desk has answered something that was sent after everything before this call. */
  settled(): Promise<void>;
  dispose(): Promise<void>;
}

const waitMs = 6_000;

export interface ExchangeOptions {
  /** Sub-protocol it agrees to; null: none. */
  readonly protocol?: string | null;
}

/** A registrar that grants what it is asked, for ten minutes. */
export const grant = (request: Heard, seconds = 600): Reply => ({
  status: 200,
  lines: all(request, 'Contact').map(
    (value) => `Contact: ${value.replace(/;expires=\d+/, '')};expires=${seconds}`,
  ),
});

export async function startContrary(options: ExchangeOptions = {}): Promise<ContraryExchange> {
  const heard: Heard[] = [];
  const blanks: string[] = [];
  const open: WebSocket[] = [];
  const habits = new Map<string, Habit>([
    ['REGISTER', (request) => grant(request)],
    ['INVITE', () => null],
    ['ACK', () => null],
  ]);
  const waiting = new Set<() => void>();
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    handleProtocols: () => options.protocol ?? (options.protocol === null ? false : 'sip'),
  });
  const countOf = (method: string): number => heard.filter((message) => message.method === method).length;
  const newest = (): WebSocket => {
    const last = open.at(-1);
    if (last === undefined) throw new Error('nobody is connected');
    return last;
  };
  const say = (message: string): void => newest().send(message);
  const reply: ContraryExchange['reply'] = (
    request,
    { status, reason = 'As Told', lines = [], body = '', tag },
  ) => {
    const to = one(request, 'To');
    const tagged = /;\s*tag=/.test(to) || status === 100 ? to : `${to};tag=${tag ?? 'contrary'}`;
    say(
      write(
        `SIP/2.0 ${status} ${reason}`,
        [
          ...all(request, 'Via').map((value) => `Via: ${value}`),
          `From: ${one(request, 'From')}`,
          `To: ${tagged}`,
          `Call-ID: ${one(request, 'Call-ID')}`,
          `CSeq: ${one(request, 'CSeq')}`,
          ...lines,
        ],
        body,
      ),
    );
  };
  server.on('connection', (socket) => {
    open.push(socket);
    socket.on('close', () => void open.splice(open.indexOf(socket), 1));
    socket.on('message', (data: Buffer) => {
      const text = data.toString('utf8');
      if (text.trim() === '') {
        blanks.push(text);
        if (text === '\r\n\r\n') socket.send('\r\n');
      } else {
        const message = read(text);
        heard.push(message);
        if (message.method !== '') {
          const answer = (habits.get(message.method) ?? (() => ({ status: 200 })))(
            message,
            countOf(message.method),
          );
          if (answer !== null && message.method !== 'ACK') reply(message, answer);
        }
      }
      for (const look of [...waiting]) look();
    });
  });
  await new Promise<void>((listening) => server.once('listening', listening));
  const until: ContraryExchange['until'] = (match, what) =>
    new Promise((settle, fail) => {
      const look = (): void => {
        const found = heard.find(match);
        if (found === undefined) return;
        clearTimeout(patience);
        waiting.delete(look);
        settle(found);
      };
      const patience = setTimeout(() => {
        waiting.delete(look);
        fail(new Error(`${what} did not come. Heard:\n${heard.map(({ start }) => start).join('\n')}`));
      }, waitMs);
      waiting.add(look);
      look();
    });
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    blanks,
    habit: (method, habit) => void habits.set(method, habit),
    reply,
    say,
    socket: newest,
    connections: () => open.length,
    until,
    request: (method, nth = 1) =>
      until(
        (message) =>
          message.method === method && heard.filter((other) => other.method === method)[nth - 1] === message,
        `${method} number ${nth}`,
      ),
    async settled() {
      const callId = token();
      const target = one(heard.find(({ method }) => method === 'REGISTER') as Heard, 'Contact');
      const uri = /<([^>]+)>/.exec(target)?.[1] ?? '';
      say(
        write(`OPTIONS ${uri} SIP/2.0`, [
          `Via: SIP/2.0/WS contrary.test;branch=z9hG4bK${token()}`,
          `From: <sip:settled@contrary.test>;tag=${token()}`,
          `To: <${uri}>`,
          `Call-ID: ${callId}`,
          'CSeq: 1 OPTIONS',
          'Max-Forwards: 70',
        ]),
      );
      await until(
        (message) =>
          message.status > 0 &&
          one(message, 'Call-ID') === callId &&
          sequenceOf(message).method === 'OPTIONS',
        'the answer to an OPTIONS',
      );
    },
    dispose() {
      for (const socket of open) socket.terminate();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}
