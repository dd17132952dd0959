import { deflateSync, inflateSync } from 'node:zlib';

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});
const crc = (bytes: Buffer): number => {
  let c = 0xffffffff;
  for (const byte of bytes) c = (crcTable[(c ^ byte) & 255] ?? 0) ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
};
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc(body), body.length + 4);
  return out;
}

/** A PNG of one colour, RGB. */
export function pngOf(
  width: number,
  height: number,
  [r, g, b]: readonly [number, number, number] = [240, 244, 248],
): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.alloc(1 + width * 3);
  for (let x = 0; x < width; x += 1) row.set([r, g, b], 1 + x * 3);
  const rows = Buffer.concat(Array.from({ length: height }, () => row));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

export interface Pixels {
  readonly width: number;
  readonly height: number;
  at(x: number, y: number): readonly [number, number, number];
}

/** Reads an 8-bit RGB or RGBA PNG, all five filters (RFC 2083 §6). */
export function readPng(bytes: Buffer): Pixels {
  const width = bytes.readUInt32BE(16);
  const height = bytes.readUInt32BE(20);
  const step = { 2: 3, 6: 4 }[bytes[25] ?? 0];
  if (bytes[24] !== 8 || step === undefined) throw new Error('not an 8-bit RGB or RGBA PNG');
  const parts: Buffer[] = [];
  for (let from = 8; from < bytes.length;) {
    const length = bytes.readUInt32BE(from);
    if (bytes.toString('latin1', from + 4, from + 8) === 'IDAT')
      parts.push(bytes.subarray(from + 8, from + 8 + length));
    from += length + 12;
  }
  const raw = inflateSync(Buffer.concat(parts));
  const line = width * step;
  const out = Buffer.alloc(line * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (line + 1)] ?? 0;
    for (let x = 0; x < line; x += 1) {
      const left = x < step ? 0 : (out[y * line + x - step] ?? 0);
      const up = y === 0 ? 0 : (out[(y - 1) * line + x] ?? 0);
      const corner = x < step || y === 0 ? 0 : (out[(y - 1) * line + x - step] ?? 0);
      out[y * line + x] = (raw[y * (line + 1) + 1 + x] ?? 0) + added(filter, left, up, corner);
    }
  }
  return {
    width,
    height,
    at: (x, y) => {
      const from = y * line + x * step;
      return [out[from] ?? 0, out[from + 1] ?? 0, out[from + 2] ?? 0];
    },
  };
}

function added(filter: number, left: number, up: number, corner: number): number {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}
