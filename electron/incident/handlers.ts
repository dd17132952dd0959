import type { HandlersOf } from '#shared/contract/index.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import type { Incident, incidentCommands, ReportKind } from '#shared/incident/contract.ts';
import type { Language } from '#shared/i18n/language.ts';
import type { IncidentRoom } from './incident.ts';
import type { FileSaver, IncidentRepository, PdfPrinter } from './ports.ts';
import { reportBody, reportTable, type ReportDeps, type ReportWords } from './report.ts';

export interface IncidentHandlerDeps {
  readonly room: IncidentRoom;
  readonly repository: IncidentRepository;
  readonly saver: FileSaver;
  readonly printPdf: PdfPrinter;
  /** A table as a file that a spreadsheet opens and runs nothing of. */
  readonly csvText: (rows: readonly (readonly string[])[]) => Promise<string>;
  readonly words: (language: Language) => Promise<ReportWords>;
}

/** Commands of the incident room. */
export function createIncidentHandlers(deps: IncidentHandlerDeps): HandlersOf<typeof incidentCommands> {
  const { room } = deps;
  return {
    'incident/draft': ({ name, reason, list }) => room.draft(name, reason, list),
    'incident/submit': ({ incidentId }) => room.submit(incidentId),
    'incident/discard': ({ incidentId }) => room.discard(incidentId),
    'incident/confirm': ({ incidentId, cards }) => room.confirm(incidentId, cards),
    'incident/pause': ({ incidentId }) => room.pause(incidentId),
    'incident/resume': ({ incidentId }) => room.resume(incidentId),
    'incident/stop': ({ incidentId }) => room.stop(incidentId),
    'incident/rows': ({ incidentId, list, from }) => room.rows(incidentId, list, from),
    'incident/save-report': ({ incidentId, kind, language }) => saveReport(deps, incidentId, kind, language),
  };
}

async function saveReport(
  deps: IncidentHandlerDeps,
  incidentId: string,
  kind: ReportKind,
  language: Language,
): Promise<Result<{ saved: boolean; file: string }>> {
  const { current, earlier } = deps.room.state.get();
  const incident = [current, ...earlier].find((one) => one?.incidentId === incidentId);
  if (!incident) return fail(appError('incident/unknown', { incidentId }));
  const words = await deps.words(language);
  const report: ReportDeps = { repository: deps.repository, words, time: timeIn(language) };
  const bytes =
    kind === 'pdf'
      ? await deps.printPdf(`${words.title} · ${incident.name}`, reportBody(report, incident))
      : Buffer.from(await deps.csvText(reportTable(report, incident, kind)), 'utf8');
  return deps.saver.save(fileName(words.title, incident, kind), bytes);
}

const timeIn =
  (language: Language) =>
  (at: number): string =>
    new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(at);

/** 批量挂失-夜间盗刷-2026-11-28-calls.csv, without what a file system minds. */
function fileName(title: string, { name, createdAt }: Incident, kind: ReportKind): string {
  const day = new Date(createdAt).toISOString().slice(0, 10);
  const stem = `${title}-${name}-${day}`.replace(/[\\/:*?"<>|\s]+/g, '-').slice(0, 120);
  return kind === 'pdf' ? `${stem}.pdf` : kind === 'csv' ? `${stem}.csv` : `${stem}-${kind}.csv`;
}

/** A saver that says in a value what the disk said. */
export const fileSaver = (
  saveFile: (suggested: string, bytes: Uint8Array) => Promise<string | null>,
): FileSaver => ({
  async save(suggested, bytes) {
    try {
      const file = await saveFile(suggested, bytes);
      return ok({ saved: file !== null, file: (file ?? '').slice(0, 300) });
    } catch (error) {
      const detail = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      return fail(appError('incident/not-saved', { detail }, 'now'));
    }
  },
});
