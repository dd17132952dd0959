/**
 * Which piece of a longer text a MESSAGE carries. RFC 3428 knows no pieces: a telephone shows them one after the other, and whoever
 * reads this header puts them together again.
 */
export interface TextPart {
  /** Of the whole text. */
  readonly textId: string;
  /** From 1. */
  readonly part: number;
  readonly of: number;
}

export const partHeader = 'X-Guardline-Part';
const mostParts = 200;

export const formatPart = ({ textId, part, of }: TextPart): string => `${textId};part=${part};of=${of}`;

/** null for what is no such header, or one that cannot be right. */
export function parsePart(value: string | undefined): TextPart | null {
  const found = /^([\w-]{1,64});part=(\d{1,3});of=(\d{1,3})$/.exec(value?.trim() ?? '');
  if (found === null) return null;
  const [part, of] = [Number(found[2]), Number(found[3])];
  return part < 1 || of < 2 || part > of || of > mostParts ? null : { textId: found[1] ?? '', part, of };
}

export interface Assembler {
  /** The text as far as it is together now; `whole` once every part has come. Without a header it is whole by itself. */
  take(
    text: string,
    header: string | undefined,
  ): { readonly id: string | null; readonly text: string; readonly whole: boolean };
}

/** What stands for a part that never came (T.140 uses the same mark). */
const missing = '\uFFFD';
const mostOpen = 8;

/** Puts the parts of long texts together, in whatever order they come. What has come shows at once. */
export function createAssembler(): Assembler {
  const open = new Map<string, { readonly of: number; readonly parts: Map<number, string> }>();
  return {
    take(text, header) {
      const part = parsePart(header);
      if (part === null) return { id: null, text, whole: true };
      const known = open.get(part.textId);
      const one = known?.of === part.of ? known : { of: part.of, parts: new Map<number, string>() };
      one.parts.set(part.part, text);
      open.set(part.textId, one);
      const oldest = open.keys().next().value;
      if (open.size > mostOpen && oldest !== undefined) open.delete(oldest);
      const last = Math.max(...one.parts.keys());
      const shown = Array.from({ length: last }, (_, at) => one.parts.get(at + 1) ?? missing).join('');
      const whole = one.parts.size === one.of;
      if (whole) open.delete(part.textId);
      return { id: part.textId, text: shown, whole };
    },
  };
}
