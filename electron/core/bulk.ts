import { idempotencyHeader } from '#shared/core/wire-hold.ts';
import { wireListedCardsSchema } from '#shared/core/wire-listed-card.ts';
import { ok } from '#shared/errors/result.ts';
import { readPlacedHold } from './hold-answer.ts';
import type { HttpClient } from './http.ts';
import type { BulkHoldGateway } from './ports.ts';
import { readAnswer } from './read-answer.ts';

/** A batch of 500 numbers is more work than one caller. */
const lookupTimeoutMs = 20_000;

/** Lists of cards over `http`, whose connections nobody else uses. */
export function createBulkHolds(
  http: HttpClient,
  times: { readonly holdTimeoutMs: number },
): BulkHoldGateway {
  return {
    async lookUpCards(numbers, signal) {
      const outcome = await http.send({
        method: 'POST',
        path: 'v1/card-lookups',
        body: { numbers },
        timeoutMs: lookupTimeoutMs,
        repeatable: true,
        signal,
      });
      const answer = readAnswer(wireListedCardsSchema, outcome, lookupTimeoutMs);
      return answer.ok ? ok(answer.value.cards) : answer;
    },
    async placeBulkHold(key, request, signal) {
      const outcome = await http.send({
        method: 'POST',
        path: 'v1/holds',
        body: request,
        headers: { [idempotencyHeader]: key },
        timeoutMs: times.holdTimeoutMs,
        repeatable: true,
        signal,
      });
      return readPlacedHold(outcome, request.cardId);
    },
  };
}
