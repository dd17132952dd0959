import { z } from 'zod';
import type { CaseRepository, EndedAttempt, NewDecision } from '#electron/cases/ports.ts';
import { attemptResultSchema } from '#shared/cases/words.ts';
import { callIdSchema } from '#shared/lib/ids.ts';
import type { Db } from './db.ts';

const attemptRow = z.object({
  attempt_id: z.string(),
  case_id: z.string(),
  call_id: callIdSchema,
  seat: z.string(),
  by_id: z.string(),
  by_name: z.string(),
  arrived_at: z.number(),
  dialed_at: z.number(),
  is_first: z.number(),
  rang_at: z.number().nullable(),
  ended_at: z.number(),
  result: attemptResultSchema,
});

/** Attempts in `case_attempt`, decisions in `case_decision`. */
export interface StoredCases extends CaseRepository {
  /** Oldest first. */
  decisions(caseId: string): readonly Pick<NewDecision, 'outcome' | 'reason' | 'at' | 'shown'>[];
}

export function createCaseRepository(db: Db): StoredCases {
  const insert = db.prepare(`
    INSERT INTO case_attempt (attempt_id, case_id, call_id, seat, by_id, by_name, arrived_at, dialed_at, is_first)
    VALUES (@attemptId, @caseId, @callId, @seat, @byId, @byName, @arrivedAt, @dialedAt, @isFirst)`);
  const rang = db.prepare('UPDATE case_attempt SET rang_at = ? WHERE attempt_id = ? AND rang_at IS NULL');
  const end = db.prepare(
    'UPDATE case_attempt SET ended_at = ?, result = ? WHERE attempt_id = ? AND ended_at IS NULL',
  );
  const unsent = db.prepare(
    'SELECT * FROM case_attempt WHERE acknowledged = 0 AND result IS NOT NULL ORDER BY ended_at LIMIT 100',
  );
  const acknowledge = db.prepare('UPDATE case_attempt SET acknowledged = 1 WHERE attempt_id = ?');
  const cutOff = db.prepare('UPDATE case_attempt SET ended_at = dialed_at WHERE ended_at IS NULL');
  const rings = db.prepare<[number], { ms: number }>(`
    SELECT max(0, rang_at - arrived_at) AS ms FROM case_attempt
    WHERE is_first = 1 AND rang_at IS NOT NULL AND dialed_at >= ? ORDER BY rang_at`);
  const decision = db.prepare(`
    INSERT INTO case_decision (case_id, seq, outcome, reason, note, until, at, by_id, by_name, call_id, shown)
    SELECT @caseId, coalesce(max(seq), 0) + 1, @outcome, @reason, @note, @until, @at, @byId, @byName, @callId, @shown
    FROM case_decision WHERE case_id = @caseId`);
  const decided = db.prepare<[string], Pick<NewDecision, 'outcome' | 'reason' | 'at' | 'shown'>>(
    'SELECT outcome, reason, at, shown FROM case_decision WHERE case_id = ? ORDER BY seq',
  );
  return {
    addAttempt({ by, isFirst, ...attempt }) {
      insert.run({ ...attempt, byId: by.personId, byName: by.name, isFirst: isFirst ? 1 : 0 });
    },
    rang: (attemptId, at) => void rang.run(at, attemptId),
    endAttempt: (attemptId, at, result) => void end.run(at, result, attemptId),
    unsent: () => unsent.all().map(endedAttempt),
    acknowledged: (attemptId) => void acknowledge.run(attemptId),
    dropCutOff: () => void cutOff.run(),
    firstRings(since) {
      const ms = rings.all(since).map((row) => row.ms);
      return {
        count: ms.length,
        within30: ms.filter((one) => one <= 30_000).length,
        lastMs: ms.at(-1) ?? null,
        worstMs: ms.length === 0 ? null : Math.max(...ms),
      };
    },
    addDecision: ({ by, ...kept }) => void decision.run({ ...kept, byId: by.personId, byName: by.name }),
    decisions: (caseId) => decided.all(caseId),
  };
}

function endedAttempt(given: unknown): EndedAttempt {
  const row = attemptRow.parse(given);
  return {
    attemptId: row.attempt_id,
    caseId: row.case_id,
    callId: row.call_id,
    seat: row.seat,
    by: { personId: row.by_id, name: row.by_name },
    arrivedAt: row.arrived_at,
    dialedAt: row.dialed_at,
    isFirst: row.is_first === 1,
    rangAt: row.rang_at,
    endedAt: row.ended_at,
    result: row.result,
  };
}
