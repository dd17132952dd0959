import type { HandlersOf } from '#shared/contract/index.ts';
import type { reviewCommands } from '#shared/review/contract.ts';
import type { Review } from './review.ts';

/** The commands of `shared/review/contract.ts`. Roles are checked before they get here. */
export function createReviewHandlers(review: Review): HandlersOf<typeof reviewCommands> {
  return {
    'review/list': async (filter) => review.list(filter),
    'review/open': async ({ callId }) => review.open(callId),
  };
}
