import type { Db } from './db.ts';

interface Row {
  readonly request_id: string;
}

/** With the instant at which a confirmed undo took it back. */
const requests = `
  SELECT *, (SELECT min(u.answered_at) FROM control_request u
    WHERE u.undoes_request = control_request.request_id AND u.state = 'confirmed') AS undone_at
  FROM control_request`;
const asks = `
  SELECT a.*, r.target_kind, r.target_id, r.target_masked, r.call_id
  FROM control_release_ask a JOIN control_request r USING (request_id)`;

/** The statements of `control-repository.ts`. */
export function controlStatements(db: Db) {
  return {
    byId: db.prepare<[string], Row>(`${requests} WHERE request_id = ?`),
    openOfLane: db.prepare<[string], Row>(`${requests} WHERE lane = ? AND state IN ('asked', 'sent')`),
    latestOf: db.prepare<[string, string, string], Row>(
      `${requests} WHERE control = ? AND target_kind = ? AND target_id = ? ORDER BY seq DESC LIMIT 1`,
    ),
    openAndSince: db.prepare<[number], Row>(
      `${requests} WHERE state IN ('asked', 'sent') OR asked_at >= ? ORDER BY seq`,
    ),
    insert: db.prepare(`
      INSERT INTO control_request
        (request_id, action, control, target_kind, target_id, target_masked, lane, params, reason, facts, recommended,
         undoes_request, undoes_receipt, call_id, case_id, state, asked_at, asked_by_id, asked_by_name)
      VALUES (@requestId, @action, @control, @targetKind, @targetId, @targetMasked, @lane, @params, @reason, @facts,
        @recommended, @undoesRequest, @undoesReceipt, @callId, @caseId, 'asked', @askedAt, @personId, @name)`),
    step: db.prepare(`
      UPDATE control_request SET state = @state, sent_at = coalesce(sent_at, @sentAt),
        answered_at = @answeredAt, receipt = @receipt, failure = @failure
      WHERE request_id = @requestId`),
    wired: db.prepare(`
      UPDATE control_request SET state = 'sent', sent_at = coalesce(sent_at, @at), attempts = attempts + 1
      WHERE request_id = @requestId`),
    note: db.prepare(`
      INSERT INTO control_request_step (request_id, seq, at, state, detail)
      SELECT @requestId, coalesce(max(seq), 0) + 1, @at, @state, @detail
      FROM control_request_step WHERE request_id = @requestId`),
    history: db.prepare<[string], { at: number; state: string; detail: string }>(
      'SELECT at, state, detail FROM control_request_step WHERE request_id = ? ORDER BY seq',
    ),
    told: db.prepare<[string], unknown>('SELECT * FROM control_told WHERE request_id = ? ORDER BY at, line'),
    addTold: db.prepare(`
      INSERT OR IGNORE INTO control_told (request_id, line, language, at, by_id, by_name)
      VALUES (@requestId, @line, @language, @at, @byId, @byName)`),
    askById: db.prepare<[string], unknown>(`${asks} WHERE ask_id = ?`),
    openAsk: db.prepare<[string], unknown>(`${asks} WHERE request_id = ? AND a.state = 'open'`),
    addAsk: db.prepare(`
      INSERT INTO control_release_ask (ask_id, request_id, why, reason, asked_at, asked_by_id, asked_by_name, state)
      VALUES (@askId, @requestId, @why, @reason, @askedAt, @byId, @byName, 'open')`),
    decideAsk: db.prepare(`
      UPDATE control_release_ask SET state = @state, decided_at = @at, decided_by_id = @byId,
        decided_by_name = @byName, decided_reason = @reason
      WHERE ask_id = @askId AND state = 'open'`),
    asksSince: db.prepare<[number], unknown>(
      `${asks} WHERE a.state = 'open' OR a.asked_at >= ? ORDER BY a.seq DESC LIMIT 200`,
    ),
  };
}
