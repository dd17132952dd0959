import { wireListedCardsSchema } from '#shared/core/wire-listed-card.ts';
import { ok } from '#shared/errors/result.ts';
import type { HttpClient } from './http.ts';
import type { BulkHoldGateway, HoldGateway } from './ports.ts';
import { readAnswer } from './read-answer.ts';

/** A batch of 500 numbers is more work than one caller. */
const lookupTimeoutMs = 20_000;

/** Lists of cards over `http`, whose connections nobody else uses; `placeHold` sends over the same. */
export function createBulkHolds(http: HttpClient, placeHold: HoldGateway['placeHold']): BulkHoldGateway {
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
    placeBulkHold: (key, request, signal) => placeHold(key, request, signal ? { signal } : {}),
  };
}
