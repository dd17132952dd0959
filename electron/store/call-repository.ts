import { z } from 'zod';
import type { CallRecord, CallRecords, WrapUpDraft } from '#electron/call/ports.ts';
import { callEndSchema, type CallEnd } from '#shared/call/contract.ts';
import { callIdSchema, type CallId } from '#shared/lib/ids.ts';
import { dispositions } from '#shared/seat/contract.ts';
import type { Db } from './db.ts';

/** A call as it lies on the disk, with the end it came to; `endedAt` null: still up, or the program died in it. */
export interface StoredCall extends CallRecord {
  readonly answeredAt: number | null;
  readonly endedAt: number | null;
  readonly end: CallEnd | null;
}

export interface CallRepository extends CallRecords {
  /** Newest first. */
  recentCalls(limit: number): readonly StoredCall[];
  /** Calls without an end, oldest first: after a crash these may still be up at the exchange. */
  openCalls(): readonly StoredCall[];
  events(callId: CallId): readonly { readonly at: number; readonly kind: string; readonly detail: string }[];
}

/**
 * Calls and wrap-ups. Every writing method is one transaction, synced before it returns.
 * Writing to a call that was never started throws: it is a bug of the caller.
 */
export function createCallRepository(db: Db): CallRepository {
  return { ...callMethods(db), ...wrapUpMethods(db) };
}

type CallMethods = Pick<
  CallRepository,
  'started' | 'answered' | 'ended' | 'event' | 'events' | 'recentCalls' | 'openCalls' | 'handledSince'
>;

function callMethods(db: Db): CallMethods {
  // A call that is taken over after a restart starts a second time; what was known first stays.
  const start = db.prepare(`
    INSERT INTO call (call_id, person_id, direction, number, display_name, queue, started_at)
    VALUES (@callId, @personId, @direction, @number, @displayName, @queue, @startedAt)
    ON CONFLICT (call_id) DO NOTHING`);
  const answer = db.prepare(
    'UPDATE call SET answered_at = coalesce(answered_at, @at) WHERE call_id = @callId',
  );
  const end = db.prepare(`
    UPDATE call SET ended_at = @at, end_by = @by, end_reason = @reason, end_status = @status WHERE call_id = @callId`);
  const addEvent = db.prepare(
    'INSERT INTO call_event (call_id, at, kind, detail) VALUES (@callId, @at, @kind, @detail)',
  );
  const events = db.prepare<[string], { at: number; kind: string; detail: string }>(
    'SELECT at, kind, detail FROM call_event WHERE call_id = ? ORDER BY event_id',
  );
  const recent = db.prepare('SELECT * FROM call ORDER BY started_at DESC, call_id LIMIT ?');
  const open = db.prepare('SELECT * FROM call WHERE ended_at IS NULL ORDER BY started_at, call_id');
  const handled = db.prepare<[string, number], { n: number }>(
    'SELECT count(*) AS n FROM call WHERE person_id = ? AND ended_at >= ? AND answered_at IS NOT NULL',
  );
  return {
    started: (record) => void start.run(record),
    answered: (callId, at) => mustHit(answer.run({ callId, at }).changes, callId),
    ended: (callId, at, { by, reason, status }) =>
      mustHit(end.run({ callId, at, by, reason, status }).changes, callId),
    event: (callId, at, kind, detail) => void addEvent.run({ callId, at, kind, detail }),
    events: (callId) => events.all(callId),
    recentCalls: (limit) => recent.all(limit).map(storedCall),
    openCalls: () => open.all().map(storedCall),
    handledSince: (personId, since) => handled.get(personId, since)?.n ?? 0,
  };
}

function wrapUpMethods(db: Db): Pick<CallRepository, 'saveWrapUp' | 'finishWrapUp' | 'unfinishedWrapUp'> {
  const save = db.prepare(`
    INSERT INTO wrap_up (call_id, person_id, started_at, ends_at, disposition, note, follow_up, saved_at)
    VALUES (@callId, @personId, @startedAt, @endsAt, @disposition, @note, @followUp, @savedAt)
    ON CONFLICT (call_id) DO UPDATE SET started_at = excluded.started_at, ends_at = excluded.ends_at,
      disposition = excluded.disposition, note = excluded.note, follow_up = excluded.follow_up, saved_at = excluded.saved_at`);
  const finish = db.prepare(
    'UPDATE wrap_up SET finished_at = coalesce(finished_at, @at) WHERE call_id = @callId',
  );
  const unfinished = db.prepare(
    'SELECT * FROM wrap_up WHERE person_id = ? AND finished_at IS NULL ORDER BY started_at DESC LIMIT 1',
  );
  return {
    saveWrapUp: (draft) => void save.run(draft),
    finishWrapUp: (callId, at) => mustHit(finish.run({ callId, at }).changes, callId),
    unfinishedWrapUp(personId) {
      const row = unfinished.get(personId);
      return row === undefined ? null : wrapUpDraft(row);
    },
  };
}

function mustHit(changes: number, callId: CallId): void {
  if (changes !== 1) throw new Error(`no record of call ${callId}`);
}

const callRow = z.object({
  call_id: callIdSchema,
  person_id: z.string(),
  direction: z.enum(['incoming', 'outgoing']),
  number: z.string(),
  display_name: z.string(),
  queue: z.string().nullable(),
  started_at: z.number(),
  answered_at: z.number().nullable(),
  ended_at: z.number().nullable(),
  end_by: z.string().nullable(),
  end_reason: z.string().nullable(),
  end_status: z.number().nullable(),
});

function storedCall(given: unknown): StoredCall {
  const row = callRow.parse(given);
  return {
    callId: row.call_id,
    personId: row.person_id,
    direction: row.direction,
    number: row.number,
    displayName: row.display_name,
    queue: row.queue,
    startedAt: row.started_at,
    answeredAt: row.answered_at,
    endedAt: row.ended_at,
    end:
      row.ended_at === null
        ? null
        : callEndSchema.parse({ by: row.end_by, reason: row.end_reason, status: row.end_status }),
  };
}

const wrapUpRow = z.object({
  call_id: callIdSchema,
  person_id: z.string(),
  started_at: z.number(),
  ends_at: z.number(),
  disposition: z.enum(dispositions).nullable(),
  note: z.string(),
  follow_up: z.string(),
  saved_at: z.number(),
});

function wrapUpDraft(given: unknown): WrapUpDraft {
  const row = wrapUpRow.parse(given);
  return {
    callId: row.call_id,
    personId: row.person_id,
    startedAt: row.started_at,
    endsAt: row.ends_at,
    disposition: row.disposition,
    note: row.note,
    followUp: row.follow_up,
    savedAt: row.saved_at,
  };
}
