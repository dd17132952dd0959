import type { HoldAnswer } from '#electron/core/ports.ts';
import type { Who } from '#shared/core/text.ts';
import type { WireListedCard } from '#shared/core/wire-listed-card.ts';
import type { Result } from '#shared/errors/result.ts';
import type { HoldRefusal } from '#shared/core/vocabulary.ts';
import type { Incident, IncidentCounts, IncidentRow, RowList } from '#shared/incident/contract.ts';
import type { IncidentPhase } from '#shared/incident/phase.ts';
import type { RowProblem } from '#shared/incident/row.ts';
import type { ReadRow } from './read-list.ts';

/** An incident as it lies on the disk: without what is only of the moment. */
export type StoredIncident = Omit<Incident, 'counts' | 'atRiskMinor' | 'perSecond' | 'leftMs' | 'trouble'>;

export interface CheckedRow {
  readonly line: number;
  /** null: cannot or need not be held, and why. */
  readonly problem: RowProblem | null;
  readonly cardId: string | null;
  readonly customerId: string | null;
  readonly masked: string | null;
  readonly holderMasked: string;
  readonly phoneMasked: string;
  /** What the core says is at risk; counts only where the list said nothing. */
  readonly amountMinor: number | null;
}

export type RowAnswer =
  | { readonly line: number; readonly at: number; readonly receipt: string; readonly already: boolean }
  | { readonly line: number; readonly at: number; readonly failure: HoldRefusal };

/** Who and when a step needs to be told of. */
export interface IncidentStep {
  readonly to: IncidentPhase;
  readonly at: number;
  readonly by?: Who;
}

/** A row of the report, with everything that may be printed. */
export type ReportRow = IncidentRow & { readonly already: boolean };

/**
 * Incidents on disk. Every writing method is one transaction, synced when it returns; it throws when it could not be
 * written, and then nothing was.
 */
export interface IncidentRepository {
  create(incident: Pick<StoredIncident, 'incidentId' | 'name' | 'reason' | 'createdAt' | 'createdBy'>): void;
  addRows(incidentId: string, rows: readonly ReadRow[]): void;
  /** The list is on disk as a whole; what was cut off before is forgotten at the next start. */
  wholeListKept(incidentId: string): void;
  dropHalfRead(): void;
  drop(incidentId: string): void;
  step(incidentId: string, step: IncidentStep): StoredIncident;
  find(incidentId: string): StoredIncident | undefined;
  newest(most: number): readonly StoredIncident[];
  counts(incidentId: string): IncidentCounts & { readonly atRiskMinor: number | null };
  unchecked(incidentId: string, most: number): readonly { readonly line: number; readonly number: string }[];
  keepChecked(incidentId: string, rows: readonly CheckedRow[]): void;
  /** Rows to hold that have no answer, the most affected first. */
  openRows(incidentId: string): readonly { readonly line: number; readonly cardId: string }[];
  keepAnswers(incidentId: string, answers: readonly RowAnswer[]): void;
  /** What was not begun is left alone. */
  leaveOpenRows(incidentId: string): void;
  rows(incidentId: string, list: RowList, from: number, most: number): { rows: IncidentRow[]; total: number };
  rowsAfter(incidentId: string, line: number, most: number): readonly ReportRow[];
}

/** What bulk holding asks of the core, on connections of its own: a card held from a call never queues behind a list. */
export interface BulkGateway {
  lookUp(
    numbers: readonly string[],
    signal: AbortSignal,
  ): Promise<Result<readonly (WireListedCard | null)[]>>;
  /** The same key is the same hold for ever, so sending again after a crash is safe. */
  hold(key: string, cardId: string, by: Who, askedAt: number, signal: AbortSignal): Promise<HoldAnswer>;
}

/** Asks the person where a file shall go, and writes it there. */
export interface FileSaver {
  save(suggested: string, bytes: Uint8Array): Promise<Result<{ saved: boolean; file: string }>>;
}

/** A4 pages of a plain HTML body. */
export type PdfPrinter = (title: string, body: string) => Promise<Uint8Array>;
