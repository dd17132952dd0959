import type Papa from 'papaparse';
import { mostRows } from '#shared/incident/contract.ts';
import { hasRightCheckDigit } from '#shared/incident/luhn.ts';
import type { RowProblem } from '#shared/incident/row.ts';
import { maskCard } from '#shared/masking/card.ts';

/** One row of a list as it was read. `number` only where it can be asked about; `line` counts from 1, as an editor does. */
export interface ReadRow {
  readonly line: number;
  readonly number: string | null;
  readonly masked: string;
  /** Smallest unit; null: the list does not say. */
  readonly amountMinor: number | null;
  readonly problem: RowProblem | null;
}

interface Columns {
  readonly card: number;
  readonly amount: number | null;
}

/** Lines read in one turn of the event loop: signalling shares it. */
const linesATurn = 1_000;
const cardHeading = /卡号|账号|card|account|pan/i;
const amountHeading = /金额|损失|amount|loss/i;

/** Slices of rows, in the order of the list. A slice may be empty. Stops after `mostRows` rows and one. */
export async function* readList(list: string, turn: () => Promise<void>): AsyncGenerator<readonly ReadRow[]> {
  // Read when a list comes, not at the start.
  const { default: table } = await import('papaparse');
  const lines = list.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const seen = new Set<string>();
  const delimiter = delimiterOf(lines);
  let columns: Columns | null = null;
  let read = 0;
  for (let from = 0; from < lines.length && read <= mostRows; from += linesATurn) {
    const rows: ReadRow[] = [];
    for (const [at, line] of lines.slice(from, from + linesATurn).entries()) {
      if (line.trim() === '' || /^[\s,;\t]+$/.test(line)) continue;
      const cells = cellsOf(table, line, delimiter);
      if (columns === null) {
        columns = columnsOf(cells);
        if (isHeading(cells)) continue;
      }
      rows.push(readRow(from + at + 1, cells, columns, seen));
    }
    read += rows.length;
    yield rows;
    await turn();
  }
}

/** The character that parts the cells: whichever the first rows have most of. A list of bare numbers has none. */
function delimiterOf(lines: readonly string[]): string {
  const head = lines.slice(0, 20).join('\n');
  const most = [',', '\t', ';', '|', '，'].map((one) => ({ one, times: head.split(one).length - 1 }));
  return most.reduce((a, b) => (b.times > a.times ? b : a)).one;
}

/** One line is one row: a list of cards has no cell with a line break in it. */
function cellsOf(table: typeof Papa, line: string, delimiter: string): readonly string[] {
  const { data } = table.parse<string[]>(line, { delimiter, skipEmptyLines: false });
  // What Excel writes to keep a number from being counted with: ="6222…", '6222….
  return (data[0] ?? []).map((cell) =>
    cell
      .normalize('NFKC')
      .trim()
      .replace(/^="?|^'|"$/g, ''),
  );
}

const looksLikeCard = (cell: string): boolean => cell.replace(/\D/g, '').length >= 8;
const isHeading = (cells: readonly string[]): boolean => !cells.some(looksLikeCard);

function columnsOf(cells: readonly string[]): Columns {
  if (isHeading(cells)) {
    const card = cells.findIndex((cell) => cardHeading.test(cell));
    const amount = cells.findIndex((cell) => amountHeading.test(cell));
    return { card: Math.max(0, card), amount: amount === -1 ? null : amount };
  }
  const card = Math.max(0, cells.findIndex(looksLikeCard));
  return { card, amount: cells.length === 2 ? 1 - card : null };
}

function readRow(line: number, cells: readonly string[], columns: Columns, seen: Set<string>): ReadRow {
  const given = cells[columns.card] ?? '';
  const number = given.replace(/[\s-]/g, '');
  const amount = columns.amount === null ? null : readAmount(cells[columns.amount] ?? '');
  const problem = problemOf(number) ?? (amount === 'bad' ? 'badAmount' : null) ?? firstOf(number, seen);
  return {
    line,
    number: problem === null ? number : null,
    masked: maskCard(given),
    amountMinor: amount === 'bad' ? null : amount,
    problem,
  };
}

function problemOf(number: string): RowProblem | null {
  if (number === '') return 'noCard';
  if (!/^\d+$/.test(number)) return 'notDigits';
  if (number.length < 13 || number.length > 19) return 'wrongLength';
  return hasRightCheckDigit(number) ? null : 'checkDigit';
}

function firstOf(number: string, seen: Set<string>): RowProblem | null {
  if (seen.has(number)) return 'duplicate';
  seen.add(number);
  return null;
}

/** Yuan with at most two decimals, thousands parted or not: `1,234.50`, `¥ 20`. Empty: not said. */
function readAmount(cell: string): number | null | 'bad' {
  if (cell === '') return null;
  const plain = cell.replace(/^[¥￥]\s*|\s*元$|,/g, '');
  if (!/^\d{1,12}(\.\d{1,2})?$/.test(plain)) return 'bad';
  return Math.round(Number(plain) * 100);
}
