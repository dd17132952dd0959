import { z } from 'zod';
import type { ReportRow } from '#electron/incident/ports.ts';
import { holdRefusalSchema } from '#shared/core/vocabulary.ts';
import type { IncidentCounts, IncidentRow, RowList } from '#shared/incident/contract.ts';
import { rowProblemSchema, rowStateSchema } from '#shared/incident/row.ts';
import type { Db } from './db.ts';

/** Which rows a list shows, and in which order. Whom to ring: everybody whose card was in it, the most affected first. */
const lists: Readonly<Record<RowList, { readonly where: string; readonly order: string }>> = {
  bad: { where: "state = 'bad'", order: 'line' },
  failed: { where: "state IN ('failed', 'left')", order: 'line' },
  calls: { where: "state <> 'bad'", order: 'coalesce(amount_minor, 0) DESC, line' },
};

export function incidentRowStatements(db: Db) {
  const pages = mapLists(({ where, order }) =>
    db.prepare(
      `SELECT * FROM incident_row WHERE incident_id = ? AND ${where} ORDER BY ${order} LIMIT ? OFFSET ?`,
    ),
  );
  const totals = mapLists(({ where }) =>
    db
      .prepare<[string], number>(`SELECT count(*) FROM incident_row WHERE incident_id = ? AND ${where}`)
      .pluck(),
  );
  const byState = db.prepare(`
    SELECT state, count(*) AS rows, sum(already) AS already, sum(CASE state WHEN 'bad' THEN NULL ELSE amount_minor END) AS amount
    FROM incident_row WHERE incident_id = ? GROUP BY state`);
  return {
    insert: db.prepare(`
      INSERT INTO incident_row (incident_id, line, number, masked, amount_minor, state, problem)
      VALUES (@incidentId, @line, @number, @masked, @amountMinor, @state, @problem)`),
    deleteAll: db.prepare('DELETE FROM incident_row WHERE incident_id = ?'),
    unchecked: db.prepare<[string, number], { line: number; number: string }>(
      "SELECT line, number FROM incident_row WHERE incident_id = ? AND state = 'listed' ORDER BY line LIMIT ?",
    ),
    checked: db.prepare(`
      UPDATE incident_row SET number = NULL, state = @state, problem = @problem, card_id = @cardId,
        customer_id = @customerId, masked = coalesce(@masked, masked), holder_masked = @holderMasked,
        phone_masked = @phoneMasked, amount_minor = coalesce(amount_minor, @amountMinor)
      WHERE incident_id = @incidentId AND line = @line AND state = 'listed'`),
    open: db.prepare<[string], { line: number; cardId: string }>(`
      SELECT line, card_id AS cardId FROM incident_row WHERE incident_id = ? AND state = 'good'
      ORDER BY coalesce(amount_minor, 0) DESC, line`),
    answered: db.prepare(`
      UPDATE incident_row SET state = @state, receipt = @receipt, already = @already, failure = @failure, answered_at = @at
      WHERE incident_id = @incidentId AND line = @line AND state = 'good'`),
    leave: db.prepare("UPDATE incident_row SET state = 'left' WHERE incident_id = ? AND state = 'good'"),
    after: db.prepare('SELECT * FROM incident_row WHERE incident_id = ? AND line > ? ORDER BY line LIMIT ?'),
    page: (list: RowList) => pages[list],
    total: (list: RowList) => totals[list],
    counts: (incidentId: string) => countsOf(byState.all(incidentId)),
  };
}

function mapLists<T>(make: (list: (typeof lists)[RowList]) => T): Readonly<Record<RowList, T>> {
  return { bad: make(lists.bad), failed: make(lists.failed), calls: make(lists.calls) };
}

const stateRow = z.object({
  state: rowStateSchema,
  rows: z.number(),
  already: z.number(),
  amount: z.number().nullable(),
});

function countsOf(given: readonly unknown[]): IncidentCounts & { atRiskMinor: number | null } {
  const states = given.map((row) => stateRow.parse(row));
  const of = (state: string): number => states.find((one) => one.state === state)?.rows ?? 0;
  const amounts = states.flatMap(({ amount }) => (amount === null ? [] : [amount]));
  return {
    rows: states.reduce((sum, { rows }) => sum + rows, 0),
    bad: of('bad'),
    unchecked: of('listed'),
    open: of('good'),
    confirmed: of('confirmed'),
    already: states.reduce((sum, { already }) => sum + already, 0),
    failed: of('failed'),
    left: of('left'),
    atRiskMinor: amounts.length === 0 ? null : amounts.reduce((sum, one) => sum + one, 0),
  };
}

const row = z.object({
  line: z.number(),
  masked: z.string(),
  holder_masked: z.string(),
  phone_masked: z.string(),
  amount_minor: z.number().nullable(),
  state: rowStateSchema,
  problem: rowProblemSchema.nullable(),
  failure: holdRefusalSchema.nullable(),
  receipt: z.string().nullable(),
  already: z.number(),
  answered_at: z.number().nullable(),
});

export function readRow(given: unknown): IncidentRow {
  const one = row.parse(given);
  return {
    line: one.line,
    masked: one.masked,
    holderMasked: one.holder_masked,
    phoneMasked: one.phone_masked,
    amountMinor: one.amount_minor,
    state: one.state,
    problem: one.problem,
    failure: one.failure,
    receipt: one.receipt,
    answeredAt: one.answered_at,
  };
}

export const readReportRow = (given: unknown): ReportRow => ({
  ...readRow(given),
  already: row.parse(given).already === 1,
});
