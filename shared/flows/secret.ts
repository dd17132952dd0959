/** Cards have 15 to 19 digits, IDs 15 or 18 with perhaps an X at the end: no amount, time or reference is as long. */
const longNumber = /(?<![A-Za-z\d])\d(?:[ -]?\d){13,17}[ -]?[\dXx](?![A-Za-z\d])/;
const phone = /(?<!\d)1[3-9]\d(?:[ -]?\d){8}(?!\d)/;

/** True when a few words written down look like a number that never enters the desk in the clear (domain.md, privacy). */
export function looksSecret(text: string): boolean {
  const half = text.normalize('NFKC');
  return longNumber.test(half) || phone.test(half);
}
