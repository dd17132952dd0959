/** Bytes of a code point in UTF-8. */
const bytesOf = (char: string): number => {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
};

export function utf8Length(text: string): number {
  let bytes = 0;
  for (const char of text) bytes += bytesOf(char);
  return bytes;
}

/** After one of these a reader takes breath: the best places to part a long text, best first. */
const breaks: readonly RegExp[] = [/\n/, /[。！？!?.…]/, /[，、；：,;:\s]/];

/**
 * Cuts a text into parts of at most `maxBytes` UTF-8 bytes: nothing is added, nothing lost, the parts joined are the text. Never inside
 * what a reader sees as one character (UAX 29), and at a line end, sentence or comma of the second half where there is one.
 * A single character larger than a part goes by code points. For SIP MESSAGE (RFC 3428 §8) and SMS.
 */
export function splitText(text: string, maxBytes: number): string[] {
  if (utf8Length(text) <= maxBytes) return text === '' ? [] : [text];
  const parts: string[] = [];
  let part = '';
  let bytes = 0;
  const flush = (): void => {
    const at = placeToBreak(part);
    parts.push(part.slice(0, at));
    part = part.slice(at);
    bytes = utf8Length(part);
  };
  for (const unit of units(text, maxBytes)) {
    const size = utf8Length(unit);
    while (bytes + size > maxBytes) flush();
    part += unit;
    bytes += size;
  }
  if (part !== '') parts.push(part);
  return parts;
}

function* units(text: string, maxBytes: number): Generator<string> {
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)) {
    if (utf8Length(segment) <= maxBytes) yield segment;
    else yield* segment;
  }
}

/** Where the part ends: after the last good place of its second half, else at its end. */
function placeToBreak(part: string): number {
  for (const good of breaks) {
    for (let at = part.length - 1; at >= part.length / 2; at -= 1)
      if (good.test(part.charAt(at)) && !belongsToOneBefore(part.charCodeAt(at + 1))) return at + 1;
  }
  return part.length;
}

/** Second half of a pair, zero width joiner, variation selector. */
const belongsToOneBefore = (code: number): boolean =>
  (code >= 0xdc00 && code <= 0xdfff) || code === 0x200d || code === 0xfe0f;
