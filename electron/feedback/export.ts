import type { FeedbackEntry } from '#shared/feedback/entry.ts';

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

/** A table with its head, for the editor's spreadsheet. */
export const feedbackTable = (entries: readonly FeedbackEntry[]): readonly (readonly string[])[] => [
  columns,
  ...entries.map((entry) => {
    const row = rowOf(entry);
    return columns.map((column) => row[column]);
  }),
];

/** One entry a line, as it is kept. */
export const feedbackLines = (entries: readonly FeedbackEntry[]): string =>
  entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
