/** What a picture says of itself in its first bytes. Nothing is decoded here: that is for a sandboxed window. */
export interface PictureFacts {
  readonly type: 'image/png' | 'image/jpeg' | 'image/webp';
  readonly width: number;
  readonly height: number;
}

export const pictureLimits = { bytes: 8_000_000, side: 10_000, pixels: 40_000_000 } as const;

export type PictureProblem = 'tooLarge' | 'notAPicture' | 'tooManyPixels';

/**
 * Looks at type and size before anything decodes a stranger's file: PNG, JPEG or WebP by its own bytes (never by what it is called, and
 * never SVG, which is a program), at most 8 MB and 40 million pixels.
 */
export function lookAtPicture(bytes: Uint8Array): PictureFacts | PictureProblem {
  if (bytes.length > pictureLimits.bytes) return 'tooLarge';
  const facts = png(bytes) ?? jpeg(bytes) ?? webp(bytes);
  if (facts === null || facts.width < 1 || facts.height < 1) return 'notAPicture';
  const { width, height } = facts;
  const { side, pixels } = pictureLimits;
  return width > side || height > side || width * height > pixels ? 'tooManyPixels' : facts;
}

const at = (bytes: Uint8Array, index: number): number => bytes[index] ?? -1;
const starts = (bytes: Uint8Array, from: number, expected: readonly number[]): boolean =>
  expected.every((byte, index) => at(bytes, from + index) === byte);
const ascii = (text: string): number[] => [...text].map((char) => char.charCodeAt(0));
const big16 = (bytes: Uint8Array, from: number): number => at(bytes, from) * 256 + at(bytes, from + 1);
const big32 = (bytes: Uint8Array, from: number): number =>
  big16(bytes, from) * 65_536 + big16(bytes, from + 2);
const little16 = (bytes: Uint8Array, from: number): number => at(bytes, from) + at(bytes, from + 1) * 256;
const little24 = (bytes: Uint8Array, from: number): number =>
  little16(bytes, from) + at(bytes, from + 2) * 65_536;

function png(bytes: Uint8Array): PictureFacts | null {
  if (!starts(bytes, 0, [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]) || !starts(bytes, 12, ascii('IHDR')))
    return null;
  return { type: 'image/png', width: big32(bytes, 16), height: big32(bytes, 20) };
}

/** Walks the segments to the frame header (SOF), wherever the telephone put its own before it. */
function jpeg(bytes: Uint8Array): PictureFacts | null {
  if (!starts(bytes, 0, [0xff, 0xd8, 0xff])) return null;
  for (let from = 2; from + 9 < bytes.length;) {
    if (at(bytes, from) !== 0xff) return null;
    const marker = at(bytes, from + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { type: 'image/jpeg', height: big16(bytes, from + 5), width: big16(bytes, from + 7) };
    const length = big16(bytes, from + 2);
    if (length < 2) return null;
    from += 2 + length;
  }
  return null;
}

function webp(bytes: Uint8Array): PictureFacts | null {
  if (!starts(bytes, 0, ascii('RIFF')) || !starts(bytes, 8, ascii('WEBP'))) return null;
  const type = 'image/webp';
  if (starts(bytes, 12, ascii('VP8X')))
    return { type, width: little24(bytes, 24) + 1, height: little24(bytes, 27) + 1 };
  if (starts(bytes, 12, ascii('VP8 ')))
    return { type, width: little16(bytes, 26) & 0x3fff, height: little16(bytes, 28) & 0x3fff };
  if (!starts(bytes, 12, ascii('VP8L'))) return null;
  const bits = little24(bytes, 21) + at(bytes, 24) * 16_777_216;
  return { type, width: (bits & 0x3fff) + 1, height: (Math.floor(bits / 16_384) & 0x3fff) + 1 };
}
