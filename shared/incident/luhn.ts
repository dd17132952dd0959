/** The check digit of card numbers (ISO/IEC 7812-1 annex B), for a number without it. */
export function checkDigit(body: string): string {
  let sum = 0;
  for (let at = 0; at < body.length; at += 1) {
    const digit = Number(body[body.length - 1 - at]);
    const counted = at % 2 === 0 ? digit * 2 : digit;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return String((10 - (sum % 10)) % 10);
}

/** Digits only, 13 to 19 of them, as ISO/IEC 7812 allows. */
export const hasRightCheckDigit = (number: string): boolean =>
  checkDigit(number.slice(0, -1)) === number.slice(-1);
