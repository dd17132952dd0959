import { z } from 'zod';
import type {
  CheckedRow,
  IncidentRepository,
  IncidentStep,
  RowAnswer,
  StoredIncident,
} from '#electron/incident/ports.ts';
import { assertIncidentStep, incidentPhaseSchema } from '#shared/incident/phase.ts';
import type { Db } from './db.ts';
import { incidentRowStatements, readReportRow, readRow } from './incident-rows.ts';

/** Incidents in `incident` and `incident_row`. Each writing method is one immediate transaction under full sync. */
export function createIncidentRepository(db: Db): IncidentRepository {
  const heads = statements(db);
  const rows = incidentRowStatements(db);
  const find = (incidentId: string): StoredIncident | undefined => {
    const row = heads.byId.get(incidentId);
    return row === undefined ? undefined : storedIncident(row);
  };
  const drop = (incidentId: string): void => {
    rows.deleteAll.run(incidentId);
    heads.remove.run(incidentId);
  };
  const step = (incidentId: string, taken: IncidentStep): StoredIncident => {
    const incident = find(incidentId);
    if (!incident) throw new Error(`no incident ${incidentId}`);
    assertIncidentStep(incident.phase, taken.to);
    heads.step.run({ incidentId, ...columnsOf(taken) });
    return find(incidentId) ?? incident;
  };
  const addRows: IncidentRepository['addRows'] = (incidentId, read) => {
    for (const row of read)
      rows.insert.run({ incidentId, ...row, state: row.problem === null ? 'listed' : 'bad' });
  };
  const keepChecked = (incidentId: string, checked: readonly CheckedRow[]): void => {
    for (const row of checked)
      rows.checked.run({ incidentId, ...row, state: row.problem === null ? 'good' : 'bad' });
  };
  const keepAnswers = (incidentId: string, answers: readonly RowAnswer[]): void => {
    for (const answer of answers) rows.answered.run({ incidentId, ...answerColumns(answer) });
  };
  return {
    create: ({ createdBy, ...incident }) =>
      void heads.insert.run({ ...incident, byId: createdBy.personId, byName: createdBy.name }),
    addRows: db.transaction(addRows).immediate,
    wholeListKept: (incidentId) => void heads.whole.run(incidentId),
    dropHalfRead: db.transaction(() => heads.halfRead.all().forEach((id) => drop(String(id)))).immediate,
    drop: db.transaction(drop).immediate,
    step: db.transaction(step).immediate,
    find,
    newest: (most) => heads.newest.all(most).map(storedIncident),
    counts: (incidentId) => rows.counts(incidentId),
    unchecked: (incidentId, most) => rows.unchecked.all(incidentId, most),
    keepChecked: db.transaction(keepChecked).immediate,
    openRows: (incidentId) => rows.open.all(incidentId),
    keepAnswers: db.transaction(keepAnswers).immediate,
    leaveOpenRows: (incidentId) => void rows.leave.run(incidentId),
    rows: (incidentId, list, from, most) => ({
      rows: rows.page(list).all(incidentId, most, from).map(readRow),
      total: rows.total(list).get(incidentId) ?? 0,
    }),
    rowsAfter: (incidentId, line, most) => rows.after.all(incidentId, line, most).map(readReportRow),
  };
}

function statements(db: Db) {
  return {
    byId: db.prepare('SELECT * FROM incident WHERE incident_id = ?'),
    newest: db.prepare(
      'SELECT * FROM incident WHERE whole = 1 ORDER BY created_at DESC, incident_id LIMIT ?',
    ),
    insert: db.prepare(`
      INSERT INTO incident (incident_id, name, reason, phase, created_at, created_by_id, created_by_name)
      VALUES (@incidentId, @name, @reason, 'checking', @createdAt, @byId, @byName)`),
    whole: db.prepare('UPDATE incident SET whole = 1 WHERE incident_id = ?'),
    halfRead: db.prepare<[], string>('SELECT incident_id FROM incident WHERE whole = 0').pluck(),
    remove: db.prepare('DELETE FROM incident WHERE incident_id = ?'),
    step: db.prepare(`
      UPDATE incident SET phase = @phase, submitted_at = coalesce(@submittedAt, submitted_at),
        confirmed_at = coalesce(@confirmedAt, confirmed_at),
        confirmed_by_id = coalesce(@byId, confirmed_by_id), confirmed_by_name = coalesce(@byName, confirmed_by_name),
        started_at = coalesce(started_at, @startedAt), ended_at = coalesce(@endedAt, ended_at)
      WHERE incident_id = @incidentId`),
  };
}

function columnsOf({ to, at, by }: IncidentStep) {
  const confirmed = to === 'running' && by !== undefined;
  return {
    phase: to,
    submittedAt: to === 'awaitingSecond' ? at : null,
    confirmedAt: confirmed ? at : null,
    byId: confirmed ? by.personId : null,
    byName: confirmed ? by.name : null,
    startedAt: to === 'running' ? at : null,
    endedAt: to === 'done' || to === 'stopped' || to === 'discarded' ? at : null,
  };
}

function answerColumns(answer: RowAnswer) {
  const { line, at } = answer;
  return 'receipt' in answer
    ? {
        line,
        at,
        state: 'confirmed',
        receipt: answer.receipt,
        already: answer.already ? 1 : 0,
        failure: null,
      }
    : { line, at, state: 'failed', receipt: null, already: 0, failure: answer.failure };
}

const headRow = z.object({
  incident_id: z.string(),
  name: z.string(),
  reason: z.string(),
  phase: incidentPhaseSchema,
  created_at: z.number(),
  created_by_id: z.string(),
  created_by_name: z.string(),
  submitted_at: z.number().nullable(),
  confirmed_at: z.number().nullable(),
  confirmed_by_id: z.string().nullable(),
  confirmed_by_name: z.string().nullable(),
  started_at: z.number().nullable(),
  ended_at: z.number().nullable(),
});

function storedIncident(given: unknown): StoredIncident {
  const row = headRow.parse(given);
  return {
    incidentId: row.incident_id,
    name: row.name,
    reason: row.reason,
    phase: row.phase,
    createdAt: row.created_at,
    createdBy: { personId: row.created_by_id, name: row.created_by_name },
    submittedAt: row.submitted_at,
    confirmedAt: row.confirmed_at,
    confirmedBy:
      row.confirmed_by_id === null
        ? null
        : { personId: row.confirmed_by_id, name: row.confirmed_by_name ?? '' },
    startedAt: row.started_at,
    endedAt: row.ended_at,
  };
}
