import { describe, expect, it } from 'vitest';
import { lookAtPicture, pictureLimits } from '#shared/picture/sniff.ts';
import { seeded } from '#tests/support/seeded.ts';
import { pngOf } from '#tests/support/png.ts';

const jpeg = (width: number, height: number): Buffer =>
  Buffer.from([
    ...[0xff, 0xd8, 0xff, 0xe1, 0, 6, 1, 2, 3, 4, 0xff, 0xc0, 0, 11, 8],
    ...[height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0],
  ]);
const webp = (chunk: string, body: readonly number[]): Buffer =>
  Buffer.concat([
    Buffer.from('RIFF\0\0\0\0WEBP', 'latin1'),
    Buffer.from(chunk),
    Buffer.alloc(4),
    Buffer.from(body),
  ]);

describe('what a stranger’s picture says of itself', () => {
  it('is read from its own bytes', () => {
    expect(lookAtPicture(pngOf(1080, 2400))).toEqual({ type: 'image/png', width: 1080, height: 2400 });
    expect(lookAtPicture(jpeg(1170, 2532))).toEqual({ type: 'image/jpeg', width: 1170, height: 2532 });
    expect(lookAtPicture(webp('VP8X', [0, 0, 0, 0, 0x37, 4, 0, 0x5f, 9, 0]))).toEqual({
      type: 'image/webp',
      width: 1080,
      height: 2400,
    });
  });

  it('is refused where it is something else, too large, or would fill the memory when it is opened', () => {
    const html = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
    for (const bytes of [
      Buffer.from(html),
      Buffer.from('GIF89a\x01\0\x01\0'),
      Buffer.from('%PDF-1.7'),
      Buffer.alloc(0),
    ])
      expect(lookAtPicture(bytes)).toBe('notAPicture');
    expect(lookAtPicture(Buffer.alloc(pictureLimits.bytes + 1))).toBe('tooLarge');
    expect(lookAtPicture(jpeg(9_999, 9_999))).toBe('tooManyPixels');
    expect(lookAtPicture(jpeg(20_000, 10))).toBe('tooManyPixels');
    expect(lookAtPicture(jpeg(0, 10))).toBe('notAPicture');
  });

  it('never throws, whatever the bytes', () => {
    const random = seeded(7);
    const starts = [pngOf(4, 4), jpeg(4, 4), webp('VP8L', [0x2f, 1, 2, 3, 4, 5]), webp('VP8 ', [1, 2, 3])];
    for (let turn = 0; turn < 20_000; turn += 1) {
      const from = starts[turn % starts.length] ?? Buffer.alloc(0);
      const bytes = Buffer.from(from.subarray(0, Math.floor(random() * (from.length + 1))));
      for (let change = 0; change < 4 && bytes.length > 0; change += 1)
        bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
      const facts = lookAtPicture(bytes);
      if (typeof facts !== 'string')
        expect(facts.width * facts.height).toBeLessThanOrEqual(pictureLimits.pixels);
    }
  });
});
