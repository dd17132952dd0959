import type { HandlersOf } from '#shared/contract/index.ts';
import type { controlCommands } from '#shared/control/contract.ts';
import type { HoldOutbox } from './outbox.ts';

/** Commands of the control room. */
export function createControlHandlers(outbox: HoldOutbox): HandlersOf<typeof controlCommands> {
  return {
    'control/hold-card': ({ cardId, callId }) => outbox.hold(cardId, callId ?? null),
    'control/hold-all': ({ callId }) => outbox.holdAll(callId),
    'control/apply': ({ control, target, params, reason, callId, anyway }) =>
      outbox.apply({
        control,
        target,
        ...(params ? { params } : {}),
        reason,
        callId: callId ?? null,
        anyway,
      }),
    'control/retry': ({ requestId }) => outbox.retry(requestId),
    'control/undo': ({ requestId }) => outbox.undo(requestId),
    'control/ask-release': ({ requestId, reason }) => outbox.askRelease(requestId, reason),
    'control/release': (input) =>
      'cardId' in input
        ? outbox.releaseCard(input.cardId, input.callId ?? null, input.reason, input.anyway)
        : outbox.release(input.requestId, input.reason, input.anyway),
    'control/decline-release': ({ askId, reason }) => outbox.declineRelease(askId, reason),
    'control/told': ({ requestId, line, language }) => outbox.told(requestId, line, language),
  };
}
