/** A spreadsheet opens a file of UTF-8 as such only with this mark. */
const mark = '\uFEFF';

/** What a table program would take for a formula is told that it is text (OWASP, CSV injection). */
const harmless = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);

/**
 * A table as a file of RFC 4180 that a spreadsheet opens in any language and runs nothing of. The library is read when the
 * first file is written: no window and no start carries it.
 */
export async function csvText(rows: readonly (readonly string[])[]): Promise<string> {
  const { default: Papa } = await import('papaparse');
  const lines = Papa.unparse(
    rows.map((row) => row.map(harmless)),
    { newline: '\r\n' },
  );
  return `${mark}${lines}\r\n`;
}
