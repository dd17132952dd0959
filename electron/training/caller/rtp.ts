/** RTP (RFC 3550 §5.1) and telephone events (RFC 4733), as little as a PCMU telephone needs. */
export interface RtpPacket {
  readonly payloadType: number;
  readonly marker: boolean;
  readonly sequence: number;
  readonly timestamp: number;
  readonly payload: Uint8Array;
}

export function parseRtp(bytes: Buffer): RtpPacket | null {
  if (bytes.length < 12 || bytes[0]! >> 6 !== 2) return null;
  let from = 12 + 4 * (bytes[0]! & 0x0f);
  if (bytes[0]! & 0x10) from += 4 + 4 * (from + 4 <= bytes.length ? bytes.readUInt16BE(from + 2) : 0);
  const padding = bytes[0]! & 0x20 ? bytes[bytes.length - 1]! : 0;
  if (from > bytes.length - padding) return null;
  return {
    payloadType: bytes[1]! & 0x7f,
    marker: (bytes[1]! & 0x80) !== 0,
    sequence: bytes.readUInt16BE(2),
    timestamp: bytes.readUInt32BE(4),
    payload: bytes.subarray(from, bytes.length - padding),
  };
}

export function formatRtp(packet: RtpPacket, ssrc: number): Buffer {
  const bytes = Buffer.alloc(12 + packet.payload.length);
  bytes[0] = 0x80;
  bytes[1] = (packet.marker ? 0x80 : 0) | packet.payloadType;
  bytes.writeUInt16BE(packet.sequence & 0xffff, 2);
  bytes.writeUInt32BE(packet.timestamp >>> 0, 4);
  bytes.writeUInt32BE(ssrc >>> 0, 8);
  bytes.set(packet.payload, 12);
  return bytes;
}

const keys = '0123456789*#ABCD';
export const eventOfDigit = (digit: string): number => keys.indexOf(digit.toUpperCase());
export const digitOfEvent = (event: number): string => keys[event] ?? '?';

/** RFC 4733 §2.3: event, end bit and volume, duration in timestamp units. */
export function telephoneEvent(event: number, end: boolean, duration: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes[0] = event;
  bytes[1] = (end ? 0x80 : 0) | 10;
  bytes.writeUInt16BE(duration, 2);
  return bytes;
}
