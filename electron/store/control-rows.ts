import { z } from 'zod';
import type { HoldStep, StoredRequest } from '#electron/control/ports.ts';
import {
  controlRequestSchema,
  holdFailureSchema,
  receiptSchema,
  releaseAskSchema,
  type ReleaseAsk,
  type Told,
} from '#shared/control/contract.ts';
import { recommendedSchema } from '#shared/control/facts.ts';
import { controlParamsSchema } from '#shared/control/control-rules.ts';

const requestRow = z.object({
  request_id: z.string(),
  action: z.string(),
  control: z.string(),
  target_kind: z.string(),
  target_id: z.string(),
  target_masked: z.string(),
  params: z.string(),
  reason: z.string(),
  recommended: z.string().nullable(),
  undoes_request: z.string().nullable(),
  undoes_receipt: z.string().nullable(),
  undone_at: z.number().nullable(),
  call_id: z.string().nullable(),
  case_id: z.string().nullable(),
  state: z.string(),
  asked_at: z.number(),
  sent_at: z.number().nullable(),
  answered_at: z.number().nullable(),
  attempts: z.number(),
  receipt: z.string().nullable(),
  failure: z.string().nullable(),
  asked_by_id: z.string(),
  asked_by_name: z.string(),
});
const storedSchema = controlRequestSchema.omit({ trouble: true });
const parsed = <T>(schema: z.ZodType<T>, text: string | null): T | null =>
  text === null ? null : schema.parse(JSON.parse(text));

/** A row of `control_request` with what belongs to it. A row that does not fit is a damaged store and throws. */
export function storedRequest(given: unknown, told: readonly Told[]): StoredRequest {
  const row = requestRow.parse(given);
  return storedSchema.parse({
    requestId: row.request_id,
    action: row.action,
    control: row.control,
    target: { kind: row.target_kind, id: row.target_id, masked: row.target_masked },
    params: controlParamsSchema.parse(JSON.parse(row.params)),
    reason: row.reason,
    caseId: row.case_id,
    recommended: parsed(recommendedSchema, row.recommended),
    undoes:
      row.undoes_receipt === null ? null : { requestId: row.undoes_request, receipt: row.undoes_receipt },
    undoneAt: row.undone_at,
    told,
    callId: row.call_id,
    state: row.state,
    askedAt: row.asked_at,
    sentAt: row.sent_at,
    answeredAt: row.answered_at,
    attempts: row.attempts,
    receipt: parsed(receiptSchema, row.receipt),
    failure: parsed(holdFailureSchema, row.failure),
    askedBy: { personId: row.asked_by_id, name: row.asked_by_name },
  });
}

const toldRow = z.object({
  line: z.string(),
  language: z.string(),
  at: z.number(),
  by_id: z.string(),
  by_name: z.string(),
});
export function storedTold(given: unknown): Told {
  const { line, language, at, by_id, by_name } = toldRow.parse(given);
  return controlRequestSchema.shape.told.element.parse({
    line,
    language,
    at,
    by: { personId: by_id, name: by_name },
  });
}

const askRow = z.object({
  ask_id: z.string(),
  request_id: z.string(),
  target_kind: z.string(),
  target_id: z.string(),
  target_masked: z.string(),
  call_id: z.string().nullable(),
  why: z.string(),
  reason: z.string(),
  asked_at: z.number(),
  asked_by_id: z.string(),
  asked_by_name: z.string(),
  state: z.string(),
  decided_at: z.number().nullable(),
  decided_by_id: z.string().nullable(),
  decided_by_name: z.string().nullable(),
  decided_reason: z.string(),
});
export function storedAsk(given: unknown): ReleaseAsk {
  const row = askRow.parse(given);
  return releaseAskSchema.parse({
    askId: row.ask_id,
    requestId: row.request_id,
    target: { kind: row.target_kind, id: row.target_id, masked: row.target_masked },
    callId: row.call_id,
    why: row.why,
    reason: row.reason,
    askedAt: row.asked_at,
    askedBy: { personId: row.asked_by_id, name: row.asked_by_name },
    state: row.state,
    decidedAt: row.decided_at,
    decidedBy:
      row.decided_by_id === null ? null : { personId: row.decided_by_id, name: row.decided_by_name ?? '' },
    decidedReason: row.decided_reason,
  });
}

export function columnsOf(step: HoldStep) {
  return {
    state: step.to,
    sentAt: step.to === 'sent' ? step.at : null,
    answeredAt: step.to === 'confirmed' || step.to === 'failed' ? step.at : null,
    receipt: step.to === 'confirmed' ? JSON.stringify(step.receipt) : null,
    failure: step.to === 'failed' ? JSON.stringify(step.failure) : null,
  };
}

export function detailOf(step: HoldStep): string {
  if (step.to === 'confirmed') return step.receipt.number;
  return step.to === 'failed' ? step.failure.code : '';
}
