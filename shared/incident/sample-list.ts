import { checkDigit } from './luhn.ts';

/** The sandbox core knows the cards of this range: none of them is anybody's. */
export const sampleRange = '62220299';
export const sampleCards = 10_000_000;

/** The sample card with this serial, 0 ≤ serial < `sampleCards`; 16 digits. */
export function sampleCardNumber(serial: number): string {
  const body = sampleRange + String(serial).padStart(7, '0');
  return body + checkDigit(body);
}

/** The serial of a sample card, or null for any other number. */
export function sampleSerial(number: string): number | null {
  const right =
    number.length === 16 && number.startsWith(sampleRange) && checkDigit(number.slice(0, 15)) === number[15];
  return right ? Number(number.slice(8, 15)) : null;
}

/**
 * A list to practise with, as a risk department would send it (case 3.19): a heading, card and loss, and a few rows that
 * are not right, so that one sees what becomes of them.
 */
export function sampleList(cards: number, from = 1): string {
  const rows = ['卡号,金额'];
  for (let serial = from; serial < from + cards; serial += 1) {
    const number = sampleCardNumber(serial);
    const amount = serial % 3 === 0 ? '' : `${(serial * 37) % 9000}.${String(serial % 100).padStart(2, '0')}`;
    rows.push(`${number},${amount}`);
  }
  const misread = sampleCardNumber(from + 1).replace(/.$/, (digit) => String((Number(digit) + 1) % 10));
  const wrong = [`${sampleCardNumber(from)},10`, '6222O29900000011,5', '62220299,1', `${misread},8`];
  return [...rows, ...wrong, ''].join('\n');
}
