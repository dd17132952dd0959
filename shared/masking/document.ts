const maskedDocument = /^.\*+.$|^\*+$/u;

/**
 * ID, passport and permit numbers: first and last character (`1****************6`, `G*******4`).
 * Fewer than four characters are hidden whole, as two of three would give it away.
 */
export function maskDocument(number: string): string {
  if (maskedDocument.test(number)) return number;
  const characters = [...number.replace(/\s/g, '')];
  const last = characters.length - 1;
  if (characters.length < 4) return '*'.repeat(characters.length);
  return characters.map((character, at) => (at === 0 || at === last ? character : '*')).join('');
}
