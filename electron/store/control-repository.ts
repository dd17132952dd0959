import { z } from 'zod';
import type { HoldRepository, HoldStep, NewHold, StoredHold } from '#electron/control/ports.ts';
import { holdFailureSchema, receiptSchema } from '#shared/control/contract.ts';
import { controlIdSchema } from '#shared/control/control-ids.ts';
import { assertStep, holdStateSchema, type HoldState } from '#shared/control/hold-state.ts';
import { callIdSchema } from '#shared/lib/ids.ts';
import type { Db } from './db.ts';

export interface StoredHoldStep {
  readonly at: number;
  readonly state: string;
  readonly detail: string;
}

export interface ControlRepository extends HoldRepository {
  /** Everything that happened to a hold, oldest first. */
  history(holdId: string): readonly StoredHoldStep[];
}

/** Holds in `control_hold`. Each method is one immediate transaction under full sync (see `prepareConnection`). */
export function createControlRepository(db: Db): ControlRepository {
  const rows = statements(db);
  const find = (holdId: string): StoredHold | undefined => {
    const row = rows.byId.get(holdId);
    return row === undefined ? undefined : storedHold(row);
  };
  const mustFind = (holdId: string): StoredHold => {
    const hold = find(holdId);
    if (!hold) throw new Error(`no hold ${holdId}`);
    return hold;
  };
  const ask = db.transaction((hold: NewHold): StoredHold => {
    const open = rows.openOfCard.get(hold.cardId);
    if (open !== undefined) return storedHold(open);
    rows.insert.run({ ...hold, ...hold.askedBy });
    rows.note.run({ holdId: hold.holdId, at: hold.askedAt, state: 'asked', detail: '' });
    return mustFind(hold.holdId);
  });
  const step = db.transaction((holdId: string, from: readonly HoldState[], taken: HoldStep): StoredHold => {
    const hold = mustFind(holdId);
    if (!from.includes(hold.state)) return hold;
    assertStep(hold.state, taken.to);
    rows.step.run({ holdId, ...columnsOf(taken) });
    rows.note.run({ holdId, at: taken.at, state: taken.to, detail: detailOf(taken) });
    return mustFind(holdId);
  });
  const wired = db.transaction((holdId: string, at: number): StoredHold => {
    const hold = mustFind(holdId);
    // A late notice for a hold that has its answer changes nothing.
    if (hold.state !== 'asked' && hold.state !== 'sent') return hold;
    rows.wired.run({ holdId, at });
    rows.note.run({ holdId, at, state: 'sent', detail: `try ${hold.attempts + 1}` });
    return mustFind(holdId);
  });
  return {
    ask: ask.immediate,
    step: step.immediate,
    wired: wired.immediate,
    find,
    latestOfCard(cardId) {
      const row = rows.latestOfCard.get(cardId);
      return row === undefined ? undefined : storedHold(row);
    },
    openAndSince: (since) => rows.openAndSince.all(since).map(storedHold),
    history: (holdId) => rows.history.all(holdId),
  };
}

function statements(db: Db) {
  return {
    byId: db.prepare('SELECT * FROM control_hold WHERE hold_id = ?'),
    openOfCard: db.prepare("SELECT * FROM control_hold WHERE card_id = ? AND state IN ('asked', 'sent')"),
    latestOfCard: db.prepare(
      'SELECT * FROM control_hold WHERE card_id = ? ORDER BY asked_at DESC, hold_id DESC LIMIT 1',
    ),
    openAndSince: db.prepare(`
      SELECT * FROM control_hold WHERE state IN ('asked', 'sent') OR asked_at >= ? ORDER BY asked_at DESC, hold_id`),
    insert: db.prepare(`
      INSERT INTO control_hold
        (hold_id, control, card_id, card_masked, call_id, state, asked_at, asked_by_id, asked_by_name)
      VALUES (@holdId, @control, @cardId, @cardMasked, @callId, 'asked', @askedAt, @personId, @name)`),
    step: db.prepare(`
      UPDATE control_hold SET state = @state, sent_at = coalesce(sent_at, @sentAt),
        answered_at = @answeredAt, receipt = @receipt, failure = @failure
      WHERE hold_id = @holdId`),
    wired: db.prepare(`
      UPDATE control_hold SET state = 'sent', sent_at = coalesce(sent_at, @at), attempts = attempts + 1
      WHERE hold_id = @holdId`),
    note: db.prepare(`
      INSERT INTO control_hold_step (hold_id, seq, at, state, detail)
      SELECT @holdId, coalesce(max(seq), 0) + 1, @at, @state, @detail FROM control_hold_step WHERE hold_id = @holdId`),
    history: db.prepare<[string], StoredHoldStep>(
      'SELECT at, state, detail FROM control_hold_step WHERE hold_id = ? ORDER BY seq',
    ),
  };
}

function columnsOf(step: HoldStep) {
  return {
    state: step.to,
    sentAt: step.to === 'sent' ? step.at : null,
    answeredAt: step.to === 'confirmed' || step.to === 'failed' ? step.at : null,
    receipt: step.to === 'confirmed' ? JSON.stringify(step.receipt) : null,
    failure: step.to === 'failed' ? JSON.stringify(step.failure) : null,
  };
}

function detailOf(step: HoldStep): string {
  if (step.to === 'confirmed') return step.receipt.number;
  return step.to === 'failed' ? step.failure.code : '';
}

const holdRow = z.object({
  hold_id: z.string(),
  control: controlIdSchema,
  card_id: z.string(),
  card_masked: z.string(),
  call_id: callIdSchema.nullable(),
  state: holdStateSchema,
  asked_at: z.number(),
  sent_at: z.number().nullable(),
  answered_at: z.number().nullable(),
  attempts: z.number(),
  receipt: z.string().nullable(),
  failure: z.string().nullable(),
  asked_by_id: z.string(),
  asked_by_name: z.string(),
});

function storedHold(given: unknown): StoredHold {
  const row = holdRow.parse(given);
  return {
    holdId: row.hold_id,
    control: row.control,
    cardId: row.card_id,
    cardMasked: row.card_masked,
    callId: row.call_id,
    state: row.state,
    askedAt: row.asked_at,
    sentAt: row.sent_at,
    answeredAt: row.answered_at,
    attempts: row.attempts,
    receipt: row.receipt === null ? null : receiptSchema.parse(JSON.parse(row.receipt)),
    failure: row.failure === null ? null : holdFailureSchema.parse(JSON.parse(row.failure)),
    askedBy: { personId: row.asked_by_id, name: row.asked_by_name },
  };
}
