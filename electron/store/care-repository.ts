import { z } from 'zod';
import type { CareRepository } from '#electron/care/ports.ts';
import { followUpSchema, helpSchema, stepCardsSchema } from '#shared/care/contract.ts';
import type { Db } from './db.ts';

const careSchema = z.strictObject({
  steps: stepCardsSchema.nullable(),
  safety: z.array(z.strictObject({ id: z.string(), at: z.number() })),
  // Not there in what an older program kept.
  crisis: z.boolean().default(false),
});

interface Kept {
  readonly value: string;
}
interface KeptWithNumber extends Kept {
  readonly number: string;
}

/** Step cards, safety questions, calls for help and follow-ups in the `care_…` tables. */
export function createCareRepository(db: Db): CareRepository {
  const saveCall = db.prepare(`
    INSERT INTO care_call (call_id, at, value) VALUES (?, ?, ?)
    ON CONFLICT (call_id) DO UPDATE SET at = excluded.at, value = excluded.value`);
  const ofCall = db.prepare<[string], Kept>('SELECT value FROM care_call WHERE call_id = ?');
  const saveHelp = db.prepare(`
    INSERT INTO care_help (help_id, asked_at, state, value) VALUES (?, ?, ?, ?)
    ON CONFLICT (help_id) DO UPDATE SET state = excluded.state, value = excluded.value`);
  const openHelp = db.prepare<[], Kept>(
    "SELECT value FROM care_help WHERE state <> 'closed' ORDER BY asked_at DESC LIMIT 50",
  );
  const saveFollowUp = db.prepare(`
    INSERT INTO care_follow_up (follow_up_id, call_id, due_at, state, number, value)
    VALUES (@followUpId, @callId, @dueAt, @state, @number, @value)
    ON CONFLICT (follow_up_id) DO UPDATE SET due_at = excluded.due_at, state = excluded.state, value = excluded.value`);
  const open = db.prepare<[], KeptWithNumber>(
    "SELECT number, value FROM care_follow_up WHERE state = 'open' ORDER BY due_at LIMIT 200",
  );
  const ofThisCall = db.prepare<[string], KeptWithNumber>(
    'SELECT number, value FROM care_follow_up WHERE call_id = ? ORDER BY due_at',
  );
  const kept = ({ number, value }: KeptWithNumber) => ({
    number,
    followUp: followUpSchema.parse(JSON.parse(value)),
  });
  return {
    saveCall: (callId, care, at) => void saveCall.run(callId, at, JSON.stringify(care)),
    ofCall(callId) {
      const row = ofCall.get(callId);
      return row ? careSchema.parse(JSON.parse(row.value)) : null;
    },
    saveHelp: (help) => void saveHelp.run(help.helpId, help.askedAt, help.state, JSON.stringify(help)),
    openHelp: () => openHelp.all().map(({ value }) => helpSchema.parse(JSON.parse(value))),
    saveFollowUp({ followUp, number }) {
      const { followUpId, callId, dueAt, state } = followUp;
      saveFollowUp.run({ followUpId, callId, dueAt, state, number, value: JSON.stringify(followUp) });
    },
    openFollowUps: () => open.all().map(kept),
    followUpsOf: (callId) => ofThisCall.all(callId).map(kept),
  };
}
