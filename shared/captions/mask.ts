import { maskCard } from '#shared/masking/card.ts';
import { maskDocument } from '#shared/masking/document.ts';
import { maskPhone } from '#shared/masking/phone.ts';
import type { CaptionLine, CaptionSide } from './contract.ts';

/** Digits as they are read out one by one; 幺 and 两 are the telephone's one and two. */
const spoken: Readonly<Record<string, string>> = {
  ...{ 零: '0', 〇: '0', 一: '1', 幺: '1', 二: '2', 两: '2', 三: '3', 四: '4' },
  ...{ 五: '5', 六: '6', 七: '7', 八: '8', 九: '9' },
};
const digit = `[0-9０-９${Object.keys(spoken).join('')}]`;
/** What a recogniser puts between the groups of a long number; a new line is the next sentence. */
const between = String.raw`[\s\-,，、.。·]{0,3}`;
const longNumber = new RegExp(`${digit}(?:${between}${digit}){6,}(?:${between}[xX])?`, 'g');
/** What is never to be seen, whatever its length. */
const secret = new RegExp(
  `((?:密码|验证码|校验码|动态码|口令|安全码|password|passcode|pin|cvv|cvc|code)[^0-9０-９\\n]{0,8}?)(${digit}(?:${between}${digit}){2,7})(?!${digit})`,
  'gi',
);
const anyDigit = new RegExp(digit, 'g');

/** Somebody is still reading a number out: the middle of it must not flash up before it is long enough to be told. */
const growing = new RegExp(`${digit}(?:${between}${digit}){6,}${between}$`);

const digitsOf = (text: string): string =>
  [...text.normalize('NFKC')].map((char) => spoken[char] ?? (/[0-9xX]/.test(char) ? char : '')).join('');

/** As the house shows such a number; null: it is none that somebody could be known or robbed by. */
function masked(run: string): string | null {
  const digits = digitsOf(run);
  if (/^\d{17}[\dX]$/i.test(digits) && isBirthday(digits.slice(6, 14))) return maskDocument(digits);
  if (/^1[3-9]\d{9}$/.test(digits)) return maskPhone(digits);
  return digits.length >= 13 ? maskCard(digits) : null;
}

/** Characters 7 to 14 of a resident's number are a date (GB 11643-1999). */
const isBirthday = (text: string): boolean => {
  const [, year = 0, month = 0, day = 0] = (/^(\d{4})(\d\d)(\d\d)$/.exec(text) ?? []).map(Number);
  return year >= 1900 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
};

const hidden = (text: string): string => text.replace(anyDigit, '*');

/**
 * Numbers that must not stand on a screen, in the text of one side, a sentence a line: a number that is read out with pauses is one
 * number. Alone in its line it is shown as everywhere in the house; over several lines each digit is a star.
 */
export function maskSpoken(text: string): string {
  return text
    .replace(secret, (_all, before: string, code: string) => before + hidden(code))
    .replace(longNumber, (run) => {
      const shown = masked(run);
      if (shown === null) return run;
      return run.includes('\n') ? hidden(run) : shown;
    });
}

/** The lines of a call with the numbers in them masked, each side by itself. */
export function maskLines(lines: readonly CaptionLine[]): CaptionLine[] {
  const texts = new Map<string, string>();
  for (const side of ['agent', 'caller'] satisfies CaptionSide[]) {
    const own = lines.filter((line) => line.side === side);
    const flat = own.map(({ text }) => text.replaceAll('\n', ' '));
    const parts = maskSpoken(flat.join('\n')).split('\n');
    for (const [index, { id, isFinal }] of own.entries()) {
      const part = parts[index] ?? '';
      texts.set(id, isFinal ? part : part.replace(growing, hidden));
    }
  }
  return lines.map((line) => ({ ...line, text: texts.get(line.id) ?? '' }));
}
