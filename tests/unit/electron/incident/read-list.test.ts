import { describe, expect, it } from 'vitest';
import { readList, type ReadRow } from '#electron/incident/read-list.ts';
import { mostRows } from '#shared/incident/contract.ts';
import { checkDigit } from '#shared/incident/luhn.ts';
import { sampleCardNumber, sampleList } from '#shared/incident/sample-list.ts';

async function read(list: string): Promise<readonly ReadRow[]> {
  const rows: ReadRow[] = [];
  for await (const slice of readList(list, () => Promise.resolve())) rows.push(...slice);
  return rows;
}
const good = sampleCardNumber(4711);
const other = sampleCardNumber(4712);

describe('a list of cards', () => {
  it.each([
    ['bare numbers', `${good}\n${other}`],
    ['commas', `卡号,金额\n${good},1.5\n${other},2`],
    ['tabs, out of a table program', `card\tamount\n${good}\t1.5\n${other}\t2`],
    ['semicolons and a byte order mark', `\uFEFFpan;amount\r\n${good};1.5\r\n${other};2\r\n`],
    [
      'spaces and dashes in the number',
      `${good.replace(/(.{4})/g, '$1 ')}\n${other.replace(/(.{4})(?!$)/g, '$1-')}`,
    ],
    [
      'full-width digits',
      good.replace(/\d/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)) + `\n${other}`,
    ],
    ['what Excel writes to keep a number', `="${good}"\n'${other}`],
    ['the number in the second column', `客户,卡号,金额\n张三,${good},1\n李四,${other},2`],
    ['empty lines between', `\n${good}\n\n , \n${other}\n`],
  ])('is read with %s', async (_, list) => {
    const rows = await read(list);
    expect(rows.map(({ number, problem }) => [number, problem])).toEqual([
      [good, null],
      [other, null],
    ]);
  });

  it('keeps every row that is not right, with its line and reason', async () => {
    const wrong = `${good.slice(0, -1)}${(Number(good.at(-1)) + 1) % 10}`;
    const rows = await read(
      [
        '卡号,金额',
        `${good},1,000.50`,
        '6.22E+15,5',
        '12345678,1',
        `${wrong},1`,
        `${other},十元`,
        `${good},3`,
        ',7',
      ].join('\n'),
    );
    expect(rows.map(({ line, problem }) => [line, problem])).toEqual([
      [2, null],
      [3, 'notDigits'],
      [4, 'wrongLength'],
      [5, 'checkDigit'],
      [6, 'badAmount'],
      [7, 'duplicate'],
      [8, 'noCard'],
    ]);
    expect(rows.every(({ problem, number }) => (problem === null) === (number !== null))).toBe(true);
  });

  it('reads amounts to the smallest unit', async () => {
    const rows = await read(
      [
        '卡号;金额',
        ...['1,234.56', '¥20', '3 元', '0.1', ''].map((text, at) => `${sampleCardNumber(at)};${text}`),
      ].join('\n'),
    );
    expect(rows.map(({ amountMinor }) => amountMinor)).toEqual([123_456, 2_000, 300, 10, null]);
  });

  it('shows no more of a number than its mask, also where the number is wrong', async () => {
    const rows = await read(`${good}\n62220299000000000\n`);
    expect(rows.map(({ masked }) => masked)).toEqual([
      `6222 02** **** ${good.slice(-4)}`,
      '6222 02** **** 0000',
    ]);
  });

  it('gives the event loop a turn within a long list, and stops after one row too many', async () => {
    let turns = 0;
    let rows = 0;
    const list = sampleList(mostRows + 5_000);
    for await (const slice of readList(list, () => Promise.resolve(void (turns += 1)))) rows += slice.length;
    expect(rows).toBeGreaterThan(mostRows);
    expect(rows).toBeLessThanOrEqual(mostRows + 1_000);
    expect(turns).toBeGreaterThanOrEqual(100);
  });

  it.each(['', '\u0000', '"', '"""\n"', ',,,,', '='.repeat(10_000), '😀'.repeat(500), '\uD800'])(
    'never throws on rubbish %#',
    async (rubbish) => {
      expect((await read(rubbish)).every(({ number }) => number === null)).toBe(true);
    },
  );

  it('knows the check digit of ISO/IEC 7812', () => {
    expect(checkDigit('7992739871')).toBe('3');
    expect(checkDigit('622202029900000')).toBe(checkDigit('622202029900000'));
  });
});
