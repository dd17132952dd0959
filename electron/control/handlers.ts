import type { HandlersOf } from '#shared/contract/index.ts';
import type { controlCommands } from '#shared/control/contract.ts';
import type { HoldOutbox } from './outbox.ts';

/** Commands of the control room. */
export function createControlHandlers(outbox: HoldOutbox): HandlersOf<typeof controlCommands> {
  return {
    'control/hold-card': ({ cardId, callId }) => outbox.hold(cardId, callId ?? null),
    'control/retry': ({ holdId }) => outbox.retry(holdId),
  };
}
