import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { loopback } from './free-ports.ts';

/** What baresip tells of itself, e.g. { type: 'CALL_ESTABLISHED', class: 'call', peeruri, id, param }. */
export interface PhoneEvent {
  readonly type: string;
  readonly class: string;
  readonly peeruri?: string;
  readonly id?: string;
  readonly param?: string;
}

interface Answer {
  readonly token: string;
  readonly ok: boolean;
  readonly data: string;
}

export interface CtrlTcp {
  /** Every event so far, oldest first. */
  readonly events: readonly PhoneEvent[];
  /** Runs a baresip command; rejects when baresip says no or does not answer. */
  command(command: string, params?: string): Promise<string>;
  close(): void;
}

const answerTimeoutMs = 20_000;

/** Takes whole netstrings ("12:hello world!,") off the front of a buffer. */
export function takeNetstrings(buffer: Buffer): {
  readonly messages: readonly string[];
  readonly rest: Buffer;
} {
  const messages: string[] = [];
  let rest = buffer;
  for (;;) {
    const colon = rest.indexOf(':');
    if (colon < 0) return { messages, rest };
    const length = Number(rest.toString('latin1', 0, colon));
    if (!Number.isInteger(length)) throw new Error('not a netstring');
    const end = colon + 1 + length;
    if (rest.length < end + 1) return { messages, rest };
    messages.push(rest.toString('utf8', colon + 1, end));
    rest = rest.subarray(end + 1);
  }
}

/** baresip's remote control: JSON in netstrings over TCP (its module ctrl_tcp). */
export async function connectCtrlTcp(port: number): Promise<CtrlTcp> {
  const socket = connect(port, loopback);
  await once(socket, 'connect');
  const events: PhoneEvent[] = [];
  const waiting = new Map<string, (answer: Answer) => void>();
  let buffer: Buffer = Buffer.alloc(0);
  let count = 0;
  socket.on('error', () => {
    // The phone ends before its control connection: what waits for an answer times out.
  });
  socket.on('data', (chunk: Buffer) => {
    const { messages, rest } = takeNetstrings(Buffer.concat([buffer, chunk]));
    buffer = rest;
    for (const message of messages) {
      const parsed = JSON.parse(message) as (PhoneEvent & { event: true }) | (Answer & { response: true });
      if ('response' in parsed) waiting.get(parsed.token)?.(parsed);
      else events.push(parsed);
    }
  });
  return {
    events,
    async command(command, params) {
      count += 1;
      const token = `t${count}`;
      const body = Buffer.from(
        JSON.stringify({ command, ...(params === undefined ? {} : { params }), token }),
      );
      const answered = new Promise<Answer>((resolve) => waiting.set(token, resolve));
      socket.write(Buffer.concat([Buffer.from(`${body.length}:`), body, Buffer.from(',')]));
      const answer = await Promise.race([answered, sleep(answerTimeoutMs, null, { ref: false })]);
      waiting.delete(token);
      if (answer === null) throw new Error(`baresip did not answer ${command}`);
      if (!answer.ok) throw new Error(`baresip refused ${command}: ${answer.data}`);
      return answer.data;
    },
    close: () => socket.destroy(),
  };
}
