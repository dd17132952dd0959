import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { csvText } from '#electron/compose/csv-text.ts';

test('a table comes back as it went, whatever stands in its cells', async () => {
  const rows = [
    ['单号', 'note'],
    ['a,"b"\nc', ' 先挂失 '],
    ['', '两行\r\n两行'],
  ];
  const text = await csvText(rows);
  expect(text.startsWith('\uFEFF')).toBe(true);
  expect(Papa.parse(text.slice(1), { skipEmptyLines: true }).data).toEqual(rows);
});

test.each(['=1+1', '+8613800001111', '-1', '@SUM(A1)', '\t=1', '\r=1'])(
  '%j is text to a spreadsheet',
  async (cell) => {
    const { data } = Papa.parse<string[]>((await csvText([[cell]])).slice(1));
    expect(data[0]?.[0]).toBe(`'${cell}`);
  },
);
