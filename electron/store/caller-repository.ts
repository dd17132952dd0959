import { z } from 'zod';
import type { AuditAppend } from '#electron/audit/ports.ts';
import type { CallerRepository, IdentityNote, RevealNote, UnsentCall } from '#electron/caller/ports.ts';
import type { PastCall } from '#shared/caller/contract.ts';
import type { FlagConsent, FlagNote } from '#shared/caller/flag-rules.ts';
import { relationSchema, verifyMethodSchema } from '#shared/caller/identity.ts';
import { careFlagSchema, careReasonSchema } from '#shared/care/care-flag.ts';
import { paramsSchema, whoSchema } from '#shared/core/text.ts';
import { callIdSchema, type CallId } from '#shared/lib/ids.ts';
import { dispositions } from '#shared/seat/contract.ts';
import type { Db } from './db.ts';

export interface CallerStore extends CallerRepository {
  /** The audit: who looked at a full number of this call, when and why. Oldest first. */
  reveals(callId: CallId): readonly RevealNote[];
}

/** Notes, looks and calls in the `caller_…` tables; every write is synced when it returns (see `prepareConnection`). */
export function createCallerRepository(db: Db, audit: AuditAppend): CallerStore {
  return { ...noteMethods(db), ...revealMethods(db, audit), ...callMethods(db) };
}

type NoteMethods = Pick<
  CallerStore,
  'addFlagNote' | 'flagNotes' | 'addFlagConsent' | 'flagConsents' | 'addIdentityNote' | 'identityNotes'
>;

function noteMethods(db: Db): NoteMethods {
  const addFlag = db.prepare(`
    INSERT INTO caller_flag_note (subject, call_id, flag, action, source, params, at, by_id, by_name)
    VALUES (@subject, @callId, @flag, @action, @source, @params, @at, @personId, @name)`);
  const flags = db.prepare(`
    SELECT * FROM caller_flag_note
    WHERE call_id = @callId OR subject IN (SELECT value FROM json_each(@subjects)) ORDER BY note_id`);
  const addConsent = db.prepare(`
    INSERT INTO caller_flag_consent (subject, call_id, flag, agreed, at, by_id, by_name)
    VALUES (@subject, @callId, @flag, @agreed, @at, @personId, @name)`);
  const consents = db.prepare(`
    SELECT * FROM caller_flag_consent
    WHERE call_id = @callId OR subject IN (SELECT value FROM json_each(@subjects)) ORDER BY consent_id`);
  const addIdentity = db.prepare('INSERT INTO caller_identity_note (call_id, note) VALUES (?, ?)');
  const identities = db.prepare<[string], { note: string }>(
    'SELECT note FROM caller_identity_note WHERE call_id = ? ORDER BY note_id',
  );
  return {
    addFlagNote(subject, { by, params, ...note }) {
      addFlag.run({ ...note, ...by, subject, params: JSON.stringify(params) });
    },
    flagNotes: (subjects, callId) =>
      flags.all({ callId, subjects: JSON.stringify(subjects) }).map(storedFlagNote),
    addFlagConsent(subject, { by, agreed, ...consent }) {
      addConsent.run({ ...consent, ...by, subject, agreed: agreed ? 1 : 0 });
    },
    flagConsents: (subjects, callId) =>
      consents.all({ callId, subjects: JSON.stringify(subjects) }).map(storedConsent),
    addIdentityNote: (note) => void addIdentity.run(note.callId, JSON.stringify(note)),
    identityNotes: (callId) =>
      identities.all(callId).map(({ note }): IdentityNote => identityNote.parse(JSON.parse(note))),
  };
}

function revealMethods(db: Db, audit: AuditAppend): Pick<CallerStore, 'addReveal' | 'reveals'> {
  const add = db.prepare(`
    INSERT INTO caller_reveal (subject, call_id, what, card_id, reason, at, by_id, by_name)
    VALUES (@subject, @callId, @what, @cardId, @reason, @at, @personId, @name)`);
  const all = db.prepare('SELECT * FROM caller_reveal WHERE call_id = ? ORDER BY reveal_id');
  return {
    addReveal: db.transaction(({ by, ...note }: RevealNote) => {
      add.run({ ...note, ...by });
      audit('reveal.shown', note.at, by, note);
    }).immediate,
    reveals: (callId) => all.all(callId).map(storedReveal),
  };
}

type CallMethods = Pick<
  CallerStore,
  'rememberCall' | 'finishCall' | 'pastCalls' | 'unsentCalls' | 'acknowledged'
>;

function callMethods(db: Db): CallMethods {
  const remember = db.prepare(`
    INSERT INTO caller_call (call_id, subject, customer_id, started_at, flags)
    VALUES (@callId, @subject, @customerId, @startedAt, @flags)
    ON CONFLICT (call_id) DO UPDATE SET subject = excluded.subject, customer_id = excluded.customer_id,
      flags = excluded.flags WHERE outcome IS NULL`);
  const finish = db.prepare(`
    UPDATE caller_call SET answered_at = @answeredAt, ended_at = @endedAt, agent_id = @personId, agent_name = @name,
      topic = @topic, outcome = @outcome, note = @note
    WHERE call_id = @callId AND outcome IS NULL`);
  const known = db.prepare('SELECT 1 FROM caller_call WHERE call_id = ?');
  const past = db.prepare(`
    SELECT * FROM caller_call
    WHERE outcome IS NOT NULL AND call_id <> @except AND subject IN (SELECT value FROM json_each(@subjects))
    ORDER BY started_at DESC LIMIT @limit`);
  const unsent = db.prepare(`
    SELECT * FROM caller_call WHERE outcome IS NOT NULL AND record_id IS NULL ORDER BY ended_at LIMIT ?`);
  const acknowledge = db.prepare('UPDATE caller_call SET record_id = ? WHERE call_id = ?');
  return {
    rememberCall: (call) => void remember.run({ ...call, flags: JSON.stringify(call.flags) }),
    finishCall({ agent, ...call }) {
      finish.run({ ...call, ...agent });
      return known.get(call.callId) !== undefined;
    },
    pastCalls: (subjects, except, limit) =>
      past.all({ subjects: JSON.stringify(subjects), except, limit }).map(pastCall),
    unsentCalls: (limit) => unsent.all(limit).map(unsentCall),
    acknowledged: (callId, recordId) => void acknowledge.run(recordId, callId),
  };
}

const byColumns = { by_id: z.string(), by_name: z.string() };

const flagRow = z.object({
  call_id: z.string(),
  flag: careFlagSchema,
  action: z.enum(['set', 'lifted', 'confirmed']),
  source: careReasonSchema,
  params: z.string(),
  at: z.number(),
  ...byColumns,
});

function storedFlagNote(given: unknown): FlagNote {
  const row = flagRow.parse(given);
  return {
    callId: row.call_id,
    flag: row.flag,
    action: row.action,
    source: row.source,
    params: paramsSchema.parse(JSON.parse(row.params)),
    at: row.at,
    by: { personId: row.by_id, name: row.by_name },
  };
}

const consentRow = z.object({
  call_id: z.string(),
  flag: careFlagSchema,
  agreed: z.number(),
  at: z.number(),
  ...byColumns,
});

function storedConsent(given: unknown): FlagConsent {
  const { call_id, flag, agreed, at, by_id, by_name } = consentRow.parse(given);
  return { callId: call_id, flag, agreed: agreed === 1, at, by: { personId: by_id, name: by_name } };
}

const noteBase = { callId: callIdSchema, at: z.number(), by: whoSchema };
const identityNote = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('speaker'), ...noteBase, relation: relationSchema, name: z.string() }),
  z.strictObject({
    kind: z.literal('verified'),
    ...noteBase,
    methods: z.array(verifyMethodSchema),
    failed: z.boolean(),
  }),
]);

const revealRow = z.object({
  subject: z.string(),
  call_id: callIdSchema,
  what: z.enum(['card', 'phone', 'document']),
  card_id: z.string().nullable(),
  reason: z.string(),
  at: z.number(),
  ...byColumns,
});

function storedReveal(given: unknown): RevealNote {
  const row = revealRow.parse(given);
  return {
    subject: row.subject,
    callId: row.call_id,
    what: row.what,
    cardId: row.card_id,
    reason: row.reason,
    at: row.at,
    by: { personId: row.by_id, name: row.by_name },
  };
}

const callRow = z.object({
  call_id: callIdSchema,
  subject: z.string(),
  customer_id: z.string().nullable(),
  started_at: z.number(),
  flags: z.string(),
  answered_at: z.number().nullable(),
  ended_at: z.number(),
  agent_id: z.string(),
  agent_name: z.string(),
  topic: z.string(),
  outcome: z.enum(dispositions),
  note: z.string(),
  record_id: z.string().nullable(),
});

function pastCall(given: unknown): PastCall {
  const row = callRow.parse(given);
  return {
    recordId: row.record_id ?? row.call_id,
    at: row.started_at,
    topic: { zh: row.topic, en: '' },
    outcome: row.outcome,
    flags: z.array(careFlagSchema).parse(JSON.parse(row.flags)),
    from: 'desk',
  };
}

function unsentCall(given: unknown): UnsentCall {
  const row = callRow.parse(given);
  return {
    callId: row.call_id,
    subject: row.subject,
    customerId: row.customer_id,
    startedAt: row.started_at,
    flags: z.array(careFlagSchema).parse(JSON.parse(row.flags)),
    answeredAt: row.answered_at,
    endedAt: row.ended_at,
    agent: { personId: row.agent_id, name: row.agent_name },
    topic: row.topic,
    outcome: row.outcome,
    note: row.note,
  };
}
