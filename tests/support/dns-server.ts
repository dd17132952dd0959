import { createSocket } from 'node:dgram';
import type { AddressInfo } from 'node:net';

/** What the server says to a question `TYPE name`; missing: that there is no such name. */
export type Zone = Readonly<Record<string, readonly Buffer[]>>;

const types: Readonly<Record<number, string>> = { 1: 'A', 28: 'AAAA', 33: 'SRV', 35: 'NAPTR' };

const labels = (name: string): Buffer =>
  Buffer.concat([
    ...name
      .split('.')
      .filter(Boolean)
      .map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])),
    Buffer.from([0]),
  ]);
const u16 = (...numbers: number[]): Buffer =>
  Buffer.concat(numbers.map((number) => Buffer.from([number >> 8, number & 255])));
const text = (value: string): Buffer => Buffer.concat([Buffer.from([value.length]), Buffer.from(value)]);

/** RFC 2782. */
export const srv = (priority: number, weight: number, port: number, target: string): Buffer =>
  Buffer.concat([u16(priority, weight, port), labels(target)]);
/** RFC 3403, without a regular expression. */
export const naptr = (order: number, preference: number, service: string, replacement: string): Buffer =>
  Buffer.concat([u16(order, preference), text('s'), text(service), text(''), labels(replacement)]);

export interface DnsServer {
  readonly address: string;
  readonly asked: string[];
  /** Answers nothing any more: the name service is gone. */
  silence(): void;
  dispose(): Promise<void>;
}

/** A name server of one zone, on loopback over UDP (RFC 1035). */
export async function startDnsServer(zone: Zone): Promise<DnsServer> {
  const socket = createSocket('udp4');
  const asked: string[] = [];
  let isSilent = false;
  socket.on('message', (query, from) => {
    let at = 12;
    const parts: string[] = [];
    while ((query[at] ?? 0) !== 0) {
      const length = query[at] ?? 0;
      parts.push(query.toString('latin1', at + 1, at + 1 + length));
      at += length + 1;
    }
    const type = query.readUInt16BE(at + 1);
    const question = query.subarray(12, at + 5);
    const key = `${types[type] ?? type} ${parts.join('.')}`;
    asked.push(key);
    if (isSilent) return;
    const records = zone[key] ?? [];
    const code = zone[key] === undefined ? 3 : 0;
    const answers = records.map((data) => Buffer.concat([u16(0xc00c, type, 1, 0, 60, data.length), data]));
    const head = Buffer.concat([query.subarray(0, 2), u16(0x8180 | code, 1, records.length, 0, 0)]);
    socket.send(Buffer.concat([head, question, ...answers]), from.port, from.address);
  });
  await new Promise<void>((bound) => socket.bind(0, '127.0.0.1', bound));
  return {
    address: `127.0.0.1:${(socket.address() as AddressInfo).port}`,
    asked,
    silence: () => void (isSilent = true),
    dispose: () => new Promise((closed) => socket.close(() => closed())),
  };
}
