import type { Incident, ReportKind } from '#shared/incident/contract.ts';
import type { IncidentRepository, ReportRow } from './ports.ts';

/** The words of a report, in one language; `assets/locales/<language>/incident-report.json`; results are worded as on the screen. */
export interface ReportWords {
  readonly title: string;
  readonly columns: Readonly<
    Record<'line' | 'card' | 'holder' | 'phone' | 'amount' | 'result' | 'receipt' | 'at' | 'order', string>
  >;
  readonly facts: Readonly<
    Record<
      | 'reason'
      | 'madeBy'
      | 'confirmedBy'
      | 'started'
      | 'ended'
      | 'took'
      | 'rows'
      | 'bad'
      | 'held'
      | 'already'
      | 'failed'
      | 'left'
      | 'open'
      | 'atRisk',
      string
    >
  >;
  readonly notDone: string;
  readonly calls: string;
  readonly callsNote: string;
  readonly none: string;
  readonly note: string;
  readonly result: Readonly<Record<string, string>>;
}

export interface ReportDeps {
  readonly repository: Pick<IncidentRepository, 'rowsAfter' | 'rows'>;
  readonly words: ReportWords;
  /** Date and time as the language writes them. */
  readonly time: (at: number) => string;
}

const pageLength = 2_000;
const callsInPdf = 200;

export const yuan = (minor: number | null): string => (minor === null ? '' : (minor / 100).toFixed(2));

const resultOf = ({ words }: ReportDeps, row: ReportRow): string => {
  const key = row.problem ?? row.failure ?? (row.already ? 'already' : row.state);
  return words.result[key] ?? key;
};

/** A table with its head: one row for each row of the list, in its order. Numbers masked. */
export function reportTable(
  deps: ReportDeps,
  incident: Incident,
  kind: Exclude<ReportKind, 'pdf'>,
): readonly (readonly string[])[] {
  const { line, card, holder, phone, amount, result, receipt, at, order } = deps.words.columns;
  return kind === 'calls'
    ? [[order, holder, phone, card, amount, result], ...callRows(deps, incident)]
    : [[line, card, holder, amount, result, receipt, at], ...allRows(deps, incident, kind)];
}

function allRows(deps: ReportDeps, incident: Incident, kind: 'csv' | 'bad'): string[][] {
  const rows: string[][] = [];
  let from = 0;
  for (;;) {
    const page = deps.repository.rowsAfter(incident.incidentId, from, pageLength);
    for (const row of page) {
      if (kind === 'bad' && row.state !== 'bad') continue;
      const time = row.answeredAt === null ? '' : deps.time(row.answeredAt);
      rows.push([
        String(row.line),
        row.masked,
        row.holderMasked,
        yuan(row.amountMinor),
        resultOf(deps, row),
        row.receipt ?? '',
        time,
      ]);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < pageLength) return rows;
    from = last.line;
  }
}

function callRows(deps: ReportDeps, incident: Incident, most = 100_000): string[][] {
  return deps.repository
    .rows(incident.incidentId, 'calls', 0, most)
    .rows.map((row, at) => [
      String(at + 1),
      row.holderMasked,
      row.phoneMasked,
      row.masked,
      yuan(row.amountMinor),
      resultOf(deps, { ...row, already: false }),
    ]);
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<table><thead><tr>${head.map((one) => `<th>${escaped(one)}</th>`).join('')}</tr></thead><tbody>${rows
    .map((row) => `<tr>${row.map((one) => `<td>${escaped(one)}</td>`).join('')}</tr>`)
    .join('')}</tbody></table>`;

/** The pages that are signed and filed: what was done by whom, what was not done and why, whom to ring first. */
export function reportBody(deps: ReportDeps, incident: Incident): string {
  const { words, repository } = deps;
  const { line, card, holder, phone, amount, result, order } = words.columns;
  const failed = repository
    .rows(incident.incidentId, 'failed', 0, pageLength)
    .rows.map((row) => [
      String(row.line),
      row.masked,
      row.holderMasked,
      resultOf(deps, { ...row, already: false }),
    ]);
  const calls = callRows(deps, incident, callsInPdf);
  const section = (title: string, body: string): string => `<h2>${escaped(title)}</h2>${body}`;
  const none = `<p class="quiet">${escaped(words.none)}</p>`;
  return [
    `<h1>${escaped(`${words.title} · ${incident.name}`)}</h1>`,
    `<p class="quiet">${escaped(words.note)}</p>`,
    table([], factRows(deps, incident)),
    section(words.notDone, failed.length === 0 ? none : table([line, card, holder, result], failed)),
    section(
      words.calls,
      calls.length === 0
        ? none
        : `<p class="quiet">${escaped(words.callsNote)}</p>${table([order, holder, phone, card, amount, result], calls)}`,
    ),
  ].join('');
}

function factRows({ words, time }: ReportDeps, incident: Incident): string[][] {
  const { facts } = words;
  const { counts, startedAt, endedAt } = incident;
  const instant = (at: number | null): string => (at === null ? '—' : time(at));
  const tookS = startedAt === null || endedAt === null ? null : Math.round((endedAt - startedAt) / 1000);
  return [
    [facts.reason, incident.reason],
    [facts.madeBy, `${incident.createdBy.name} · ${time(incident.createdAt)}`],
    [facts.confirmedBy, `${incident.confirmedBy?.name ?? '—'} · ${instant(incident.confirmedAt)}`],
    [facts.started, instant(startedAt)],
    [facts.ended, instant(endedAt)],
    [facts.took, tookS === null ? '—' : `${tookS} s`],
    [facts.rows, String(counts.rows)],
    [facts.bad, String(counts.bad)],
    [facts.held, String(counts.confirmed)],
    [facts.already, String(counts.already)],
    [facts.failed, String(counts.failed)],
    [facts.left, String(counts.left)],
    [facts.open, String(counts.open)],
    [facts.atRisk, yuan(incident.atRiskMinor) || '—'],
  ];
}
