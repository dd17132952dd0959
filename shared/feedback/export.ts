import type { FeedbackEntry } from './entry.ts';

const columns = [
  'at',
  'kind',
  'state',
  'query',
  'articleId',
  'note',
  'queue',
  'playbookId',
  'flowId',
  'flags',
  'callId',
  'callOffsetMs',
  'by',
  'feedbackId',
] as const;

function rowOf(entry: FeedbackEntry): Readonly<Record<(typeof columns)[number], string>> {
  const { context } = entry;
  return {
    at: new Date(entry.at).toISOString(),
    kind: entry.kind,
    state: entry.state,
    query: entry.query,
    articleId: entry.articleId ?? '',
    note: entry.note,
    queue: context?.queue ?? '',
    playbookId: context?.playbookId ?? '',
    flowId: context?.flowId ?? '',
    flags: context?.flags.join(' ') ?? '',
    callId: context?.callId ?? '',
    callOffsetMs: context === null ? '' : String(context.callOffsetMs),
    by: entry.by.name,
    feedbackId: entry.feedbackId,
  };
}

/** A cell that begins like a formula would be run by a spreadsheet: an apostrophe makes it text. */
const plain = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);
const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** RFC 4180, with the mark by which a spreadsheet knows UTF-8. */
export function feedbackCsv(entries: readonly FeedbackEntry[]): string {
  const lines = entries.map((entry) => {
    const row = rowOf(entry);
    return columns.map((column) => quoted(plain(row[column]))).join(',');
  });
  return `\uFEFF${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}

/** One entry a line, as it is kept. */
export const feedbackLines = (entries: readonly FeedbackEntry[]): string =>
  entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
