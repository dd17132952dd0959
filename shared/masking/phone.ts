import { splitCountry } from './country-code.ts';

/**
 * Phone numbers: first three and last four of the national number (`138****2207`, `+1 604****5118`); the home country's
 * code is left out. Five digits or fewer are extensions and service lines, not private, and stay as they are.
 * Six to nine digits show the last two only, as three and four would leave nothing to hide.
 */
export function maskPhone(number: string, homeCountry = '86'): string {
  if (isMasked(number)) return number;
  const { country, national } = splitCountry(number);
  const prefix = country === null || country === homeCountry ? '' : `+${country} `;
  return prefix + maskNational(national);
}

function maskNational(digits: string): string {
  if (digits.length <= 5) return digits;
  if (digits.length < 10) return '*'.repeat(digits.length - 2) + digits.slice(-2);
  return `${digits.slice(0, 3)}****${digits.slice(-4)}`;
}

function isMasked(number: string): boolean {
  return /^(\+\d{1,3} )?(\d{3}\*{4}\d{3,4}|\*{4,7}\d{2})$/.test(number);
}
