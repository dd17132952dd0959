import type { DocumentGuide, NumberForm } from './document.ts';

/**
 * What a number that was read out comes to. `fits`: it is built as such a number is, which proves no person · `short`: it may still become one ·
 * `checkSign`, `birthDate`: built so, but the sign at the end or the date in it cannot be · `noForm`: no such number is built like this.
 */
export type CheckedNumber =
  | { readonly kind: 'empty' | 'short' | 'noForm' }
  | { readonly kind: 'fits' | 'checkSign' | 'birthDate'; readonly form: NumberForm };

/** As it is read out: spaces, dashes and full-width signs do not count, small letters do as capitals. */
export const spelled = (given: string): string =>
  given
    .normalize('NFKC')
    .replaceAll(/[\s\-–—.·]/g, '')
    .toUpperCase();

type Place = { readonly fits: (sign: string) => boolean; readonly optional: boolean };

const classes: Readonly<Record<string, RegExp>> = { d: /\d/, a: /[A-Z]/, n: /[A-Z0-9]/, c: /[0-9X]/ };

function placesOf(pattern: string): readonly Place[] {
  const signs = pattern.match(/(?:\[[^\]]+\]|.)\??/g) ?? [];
  return signs.map((sign) => {
    const optional = sign.length > 1 && sign.endsWith('?');
    const one = optional ? sign.slice(0, -1) : sign;
    const kind = classes[one];
    const fits = (given: string): boolean =>
      kind === undefined ? one.replaceAll(/[[\]]/g, '').includes(given) : kind.test(given);
    return { fits, optional };
  });
}

/** `whole`: a number of this form · `begun`: the beginning of one · `no`. Optional places stand at the end. */
function matchOf(pattern: string, number: string): 'whole' | 'begun' | 'no' {
  const places = placesOf(pattern);
  const signs = [...number];
  if (signs.length > places.length || !signs.every((sign, at) => places[at]?.fits(sign))) return 'no';
  return places.slice(signs.length).every(({ optional }) => optional) ? 'whole' : 'begun';
}

/** GB 11643-1999: 17 digits by their weights (powers of 2 modulo 11); what is left names the sign. */
export function checkSignOf(seventeen: string): string {
  let sum = 0;
  for (const [at, digit] of [...seventeen].entries()) sum += Number(digit) * (2 ** (17 - at) % 11);
  return '10X98765432'.charAt(sum % 11);
}

function isDate(eight: string): boolean {
  const [year, month, day] = [
    Number(eight.slice(0, 4)),
    Number(eight.slice(4, 6)),
    Number(eight.slice(6, 8)),
  ];
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1900 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Checks a number against the forms of a kind of document. Nothing of it is kept anywhere. Pure. */
export function checkNumber({ number: { forms } }: DocumentGuide, given: string): CheckedNumber {
  const number = spelled(given);
  if (number === '') return { kind: 'empty' };
  const form = forms.find(({ pattern }) => matchOf(pattern, number) === 'whole');
  if (form === undefined)
    return { kind: forms.some(({ pattern }) => matchOf(pattern, number) === 'begun') ? 'short' : 'noForm' };
  if (form.check === 'none') return { kind: 'fits', form };
  if (!isDate(number.slice(6, 14))) return { kind: 'birthDate', form };
  return { kind: checkSignOf(number.slice(0, 17)) === number.slice(17) ? 'fits' : 'checkSign', form };
}
