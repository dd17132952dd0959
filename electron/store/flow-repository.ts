import { createHash } from 'node:crypto';
import type { FlowRepository } from '#electron/flows/ports.ts';
import { flowEventSchema, type FlowEvent } from '#shared/flows/event.ts';
import { flowSchema, type Flow } from '#shared/flows/flow.ts';
import { policyFiguresSchema } from '#shared/flows/policy.ts';
import type { Db } from './db.ts';

/**
 * Flows and their runs in `flow_*`. Reading throws when a row is not what it should be: the file was written by something else.
 * A shelved flow that no longer fits the form is left out: it was good for an older program.
 */
export function createFlowRepository(db: Db): FlowRepository {
  const keepText = db.prepare<{ hash: string; flow: string }>(
    'INSERT INTO flow_text (hash, flow) VALUES (@hash, @flow) ON CONFLICT (hash) DO NOTHING',
  );
  const insertRun = db.prepare<{ runId: string; callId: string; hash: string }>(`
    INSERT INTO flow_run (run_id, call_id, seq, hash)
    SELECT @runId, @callId, coalesce(max(seq), 0) + 1, @hash FROM flow_run WHERE call_id = @callId
  `);
  const insertEvent = db.prepare<{ runId: string; at: number; kind: string; event: string }>(`
    INSERT INTO flow_event (run_id, seq, at, kind, event)
    SELECT @runId, coalesce(max(seq), 0) + 1, @at, @kind, @event FROM flow_event WHERE run_id = @runId
  `);
  const selectRuns = db.prepare<[string], { runId: string; flow: string }>(`
    SELECT run_id AS runId, flow FROM flow_run JOIN flow_text USING (hash) WHERE call_id = ? ORDER BY seq
  `);
  const selectEvents = db.prepare<[string], { event: string }>(
    'SELECT event FROM flow_event WHERE run_id = ? ORDER BY seq',
  );
  const selectShelf = db.prepare<[], { file: string; flow: string }>(
    'SELECT file, flow FROM flow_shelf JOIN flow_text USING (hash) ORDER BY file',
  );
  const clearShelf = db.prepare<[]>('DELETE FROM flow_shelf');
  const insertShelf = db.prepare<{ file: string; hash: string }>(
    'INSERT INTO flow_shelf (file, hash) VALUES (@file, @hash)',
  );
  const selectFigures = db.prepare<[], { id: string; figure: string }>('SELECT id, figure FROM flow_figure');
  const clearFigures = db.prepare<[]>('DELETE FROM flow_figure');
  const insertFigure = db.prepare<{ id: string; figure: string }>(
    'INSERT INTO flow_figure (id, figure) VALUES (@id, @figure)',
  );
  // Texts that no run and no file speaks of any more.
  const forgetTexts = db.prepare<[]>(`
    DELETE FROM flow_text WHERE hash NOT IN (SELECT hash FROM flow_run) AND hash NOT IN (SELECT hash FROM flow_shelf)
  `);

  const textOf = (flow: Flow): string => {
    const text = JSON.stringify(flow);
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 32);
    keepText.run({ hash, flow: text });
    return hash;
  };
  const append = (runId: string, event: FlowEvent): void => {
    insertEvent.run({ runId, at: event.at, kind: event.kind, event: JSON.stringify(event) });
  };
  return {
    begin: db.transaction((run: Parameters<FlowRepository['begin']>[0], event: FlowEvent) => {
      insertRun.run({ runId: run.runId, callId: run.callId, hash: textOf(run.flow) });
      append(run.runId, event);
    }),
    append,
    runs: (callId) =>
      selectRuns.all(callId).map(({ runId, flow }) => ({
        runId,
        flow: flowSchema.parse(JSON.parse(flow)),
        events: selectEvents.all(runId).map(({ event }) => flowEventSchema.parse(JSON.parse(event))),
      })),
    shelf: () => ({
      flows: selectShelf.all().flatMap(({ file, flow }) => {
        const parsed = flowSchema.safeParse(JSON.parse(flow));
        return parsed.success ? [{ file, flow: parsed.data }] : [];
      }),
      policies: policyFiguresSchema.parse(
        Object.fromEntries(selectFigures.all().map(({ id, figure }) => [id, JSON.parse(figure) as unknown])),
      ),
    }),
    shelve: db.transaction(({ flows, policies }: Parameters<FlowRepository['shelve']>[0]) => {
      clearShelf.run();
      clearFigures.run();
      for (const { file, flow } of flows) insertShelf.run({ file, hash: textOf(flow) });
      for (const [id, figure] of Object.entries(policies))
        insertFigure.run({ id, figure: JSON.stringify(figure) });
      forgetTexts.run();
    }),
  };
}
