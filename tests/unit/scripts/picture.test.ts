import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readDump } from '#scripts/lib/picture.mjs';
import { encodePng } from '#scripts/lib/png.mjs';

/** An X Window Dump of a 2×1 screen: one red pixel, one with the bytes 0x10 0x20 0x30. */
function dump(): Buffer {
  const [headerBytes, colours] = [104, 2];
  const out = Buffer.alloc(headerBytes + colours * 12 + 8);
  const fields = { 0: headerBytes, 1: 7, 4: 2, 5: 1, 7: 0, 11: 32, 12: 8, 19: colours };
  for (const [index, value] of Object.entries(fields)) out.writeUInt32BE(value, Number(index) * 4);
  out.set([0, 0, 0xff, 0, 0x30, 0x20, 0x10, 0], headerBytes + colours * 12);
  return out;
}

describe('readDump', () => {
  test('reads size and colours of a little-endian screen', () => {
    const { width, height, rgb } = readDump(dump());
    expect([width, height, [...rgb]]).toEqual([2, 1, [0xff, 0, 0, 0x10, 0x20, 0x30]]);
  });

  test('refuses another format', () => {
    const other = dump();
    other.writeUInt32BE(16, 11 * 4);
    expect(() => readDump(other)).toThrow('24-bit');
  });
});

test('encodePng writes a file whose chunks hold what was given', () => {
  const png = encodePng(2, 1, Uint8Array.from([1, 2, 3, 4, 5, 6]));
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2, 1]);
  const at = png.indexOf('IDAT');
  const data = png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4));
  expect([...inflateSync(data)]).toEqual([0, 1, 2, 3, 4, 5, 6]);
  // The checksum that every PNG ends with.
  expect(png.subarray(-4).toString('hex')).toBe('ae426082');
});
