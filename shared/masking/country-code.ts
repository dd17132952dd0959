/** Country codes of one and two digits (ITU-T E.164 assignments); all others have three. */
const one = new Set(['1', '7']);
const two = new Set(
  '20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98'.split(
    ' ',
  ),
);

/** Splits `+16045550118` into country and national number; without a leading + the country is null. */
export function splitCountry(number: string): { readonly country: string | null; readonly national: string } {
  const digits = number.replace(/\D/g, '');
  if (!number.trim().startsWith('+')) return { country: null, national: digits };
  const length = one.has(digits.slice(0, 1)) ? 1 : two.has(digits.slice(0, 2)) ? 2 : 3;
  return { country: digits.slice(0, length), national: digits.slice(length) };
}
