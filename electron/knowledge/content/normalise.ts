export type Normalise = (text: string) => string;

/**
 * Folds what a keyboard may vary without meaning to: full to half width, upper to lower case, accents,
 * traditional to simplified characters. The result has the same length in UTF-16 code units as the text,
 * so that positions found in one are positions in the other.
 */
export function createNormalise(traditional: ReadonlyMap<string, string>): Normalise {
  return (text) => {
    let out = '';
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charAt(at);
      const code = text.charCodeAt(at);
      if (code < 0x80) out += code >= 0x41 && code <= 0x5a ? String.fromCharCode(code + 32) : unit;
      else out += traditional.get(unit) ?? foldUnit(unit, code);
    }
    return out;
  };
}

function foldUnit(unit: string, code: number): string {
  if (code === 0x3000 || code === 0xa0) return ' ';
  if (code >= 0xff01 && code <= 0xff5e) return lower(String.fromCharCode(code - 0xfee0));
  if (code >= 0xc0 && code < 0x250) return lower(unit.normalize('NFD').charAt(0));
  return unit;
}

/** Lower case where that keeps the length (İ does not). */
function lower(unit: string): string {
  const folded = unit.toLowerCase();
  return folded.length === unit.length ? folded : unit;
}

export const isHan = (unit: string): boolean => unit >= '\u3400' && unit <= '\u9fff';
export const isLatin = (unit: string): boolean => unit >= 'a' && unit <= 'z';
export const isDigit = (unit: string): boolean => unit >= '0' && unit <= '9';

/** A stretch of one script in a normalised text. */
export interface Run {
  readonly script: 'han' | 'latin' | 'digit';
  readonly text: string;
  readonly start: number;
}

const scriptOf = (unit: string): Run['script'] | undefined =>
  isHan(unit) ? 'han' : isLatin(unit) ? 'latin' : isDigit(unit) ? 'digit' : undefined;

/** Cuts a normalised text into runs of Han, Latin and digits; everything else only separates. */
export function runsOf(text: string): Run[] {
  const runs: Run[] = [];
  let at = 0;
  while (at < text.length) {
    const script = scriptOf(text.charAt(at));
    const start = at;
    do at += 1;
    while (at < text.length && scriptOf(text.charAt(at)) === script);
    if (script) runs.push({ script, text: text.slice(start, at), start });
  }
  return runs;
}
