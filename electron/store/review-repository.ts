import { z } from 'zod';
import type { AuditAppend } from '#electron/audit/ports.ts';
import type { ReviewRepository, StoredReviewCall } from '#electron/review/ports.ts';
import { careFlagSchema } from '#shared/care/care-flag.ts';
import { receiptSchema } from '#shared/control/contract.ts';
import { controlActionSchema, controlIdSchema } from '#shared/control/control-ids.ts';
import { holdStateSchema } from '#shared/control/hold-state.ts';
import { callIdSchema } from '#shared/lib/ids.ts';
import type { ReviewFilter } from '#shared/review/contract.ts';
import type { ReviewSheet } from '#shared/review/sheet.ts';
import { dispositions } from '#shared/seat/contract.ts';
import type { Db } from './db.ts';

const columns = `
  c.call_id, c.person_id, c.direction, c.display_name, c.number, c.queue, c.started_at, c.answered_at, c.ended_at,
  k.agent_name, coalesce(k.flags, '[]') AS flags, w.disposition, coalesce(w.note, '') AS note,
  (SELECT json_extract(step, '$.playbookId') FROM guidance_step
    WHERE call_id = c.call_id AND kind = 'playbookChosen' ORDER BY seq DESC LIMIT 1) AS playbook_id,
  (SELECT json_extract(step, '$.playbookVersion') FROM guidance_step
    WHERE call_id = c.call_id AND kind = 'playbookChosen' ORDER BY seq DESC LIMIT 1) AS playbook_version,
  (SELECT json_array_length(event, '$.missing') FROM quality_event
    WHERE call_id = c.call_id AND kind = 'closed' ORDER BY seq LIMIT 1) AS missing,
  EXISTS (SELECT 1 FROM call_measures WHERE call_id = c.call_id) AS measured,
  (SELECT count(*) FROM control_request WHERE call_id = c.call_id) AS controls`;
const from = `
  FROM call c LEFT JOIN caller_call k USING (call_id) LEFT JOIN wrap_up w USING (call_id)
  WHERE c.answered_at IS NOT NULL AND c.ended_at IS NOT NULL`;

/** Past calls for their reviewer, out of what other rooms keep. Only reads, but for the look itself, which goes into the audit. */
export function createReviewRepository(db: Db, audit: AuditAppend): ReviewRepository {
  const list = db.prepare(`
    SELECT * FROM (SELECT ${columns} ${from}
      AND (@personId IS NULL OR c.person_id = @personId)
      AND (@since IS NULL OR c.started_at >= @since)
      AND (@flag IS NULL OR EXISTS (SELECT 1 FROM json_each(coalesce(k.flags, '[]')) WHERE value = @flag))
      AND (@query = '' OR c.display_name LIKE @like ESCAPE '\\' OR c.call_id = @query
        OR (@digits <> '' AND replace(replace(c.number, ' ', ''), '-', '') LIKE '%' || @digits || '%')))
    WHERE @only = 'all' OR (@only = 'missing' AND missing > 0) OR (@only = 'measured' AND measured = 1)
      OR (@only = 'controls' AND controls > 0)
    ORDER BY started_at DESC, call_id LIMIT @limit`);
  const one = db.prepare(`SELECT ${columns} ${from} AND c.call_id = ?`);
  const people = db.prepare<[], { personId: string; name: string | null }>(`
    SELECT c.person_id AS personId,
      (SELECT agent_name FROM caller_call k JOIN call d USING (call_id)
        WHERE d.person_id = c.person_id AND k.agent_name IS NOT NULL ORDER BY d.started_at DESC LIMIT 1) AS name
    FROM call c WHERE c.answered_at IS NOT NULL GROUP BY c.person_id ORDER BY c.person_id`);
  const controls = db.prepare('SELECT * FROM control_request WHERE call_id = ? ORDER BY seq LIMIT 100');
  return {
    calls: (filter, limit) => list.all(given(filter, limit)).map(storedCall),
    call: (callId) => one.all(callId).map(storedCall)[0] ?? null,
    people: () => people.all(),
    controls: (callId) => controls.all(callId).map(storedControl),
    opened: (callId, at, by) => audit('review.opened', at, by, { callId }),
  };
}

/** Digits count only where there are enough of them to mean a number. */
function given({ query, personId, flag, since, only }: ReviewFilter, limit: number) {
  const words = query.trim();
  const digits = words.replaceAll(/[\s-]/g, '');
  return {
    personId,
    flag,
    since,
    only,
    limit,
    query: words,
    like: `%${words.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`,
    digits: /^\+?\d{3,}$/.test(digits) ? digits : '',
  };
}

const callRow = z.object({
  call_id: callIdSchema,
  person_id: z.string(),
  direction: z.enum(['incoming', 'outgoing']),
  display_name: z.string(),
  number: z.string(),
  queue: z.string().nullable(),
  started_at: z.number(),
  answered_at: z.number(),
  ended_at: z.number(),
  agent_name: z.string().nullable(),
  flags: z.string(),
  disposition: z.enum(dispositions).nullable(),
  note: z.string(),
  playbook_id: z.string().nullable(),
  playbook_version: z.string().nullable(),
  missing: z.number().nullable(),
  measured: z.number(),
  controls: z.number(),
});

function storedCall(row: unknown): StoredReviewCall {
  const stored = callRow.parse(row);
  return {
    callId: stored.call_id,
    personId: stored.person_id,
    agentName: stored.agent_name,
    direction: stored.direction,
    displayName: stored.display_name,
    number: stored.number,
    queue: stored.queue,
    startedAt: stored.started_at,
    answeredAt: stored.answered_at,
    endedAt: stored.ended_at,
    flags: z.array(careFlagSchema).parse(JSON.parse(stored.flags)),
    playbookId: stored.playbook_id,
    playbookVersion: stored.playbook_version,
    outcome: stored.disposition,
    missing: stored.missing,
    measured: stored.measured === 1,
    controls: stored.controls,
    note: stored.note,
  };
}

const controlRow = z.object({
  request_id: z.string(),
  action: controlActionSchema,
  control: controlIdSchema,
  target_masked: z.string(),
  state: holdStateSchema,
  asked_at: z.number(),
  answered_at: z.number().nullable(),
  receipt: z.string().nullable(),
  asked_by_id: z.string(),
  asked_by_name: z.string(),
});

function storedControl(row: unknown): ReviewSheet['controls'][number] {
  const stored = controlRow.parse(row);
  return {
    requestId: stored.request_id,
    action: stored.action,
    control: stored.control,
    target: stored.target_masked,
    state: stored.state,
    askedAt: stored.asked_at,
    answeredAt: stored.answered_at,
    receipt: stored.receipt === null ? null : receiptSchema.parse(JSON.parse(stored.receipt)).number,
    by: { personId: stored.asked_by_id, name: stored.asked_by_name },
  };
}
