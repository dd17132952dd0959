import type { HandlersOf } from '#shared/contract/index.ts';
import type { callerCommands } from '#shared/caller/contract.ts';
import type { AgentNotes } from './agent-notes.ts';

/** Commands of the caller panel. */
export function createCallerHandlers(notes: AgentNotes): HandlersOf<typeof callerCommands> {
  return {
    'caller/set-flag': ({ callId, flag, source, language }) =>
      notes.setFlag(callId, flag, source, language === undefined ? {} : { language }),
    'caller/lift-flag': ({ callId, flag }) => notes.liftFlag(callId, flag),
    'caller/confirm-flag': ({ callId, flag }) => notes.confirmFlag(callId, flag),
    'caller/keep-flag': ({ callId, flag, agreed }) => notes.keepFlag(callId, flag, agreed),
    'caller/set-caller': (input) =>
      input.who === 'holder'
        ? notes.setSpeaker(input.callId, 'holder', '')
        : notes.setSpeaker(input.callId, input.relation, input.name.trim()),
    'caller/mark-verified': ({ callId, methods, failed }) => notes.markVerified(callId, methods, failed),
    'caller/reveal': ({ callId, what, cardId, reason }) =>
      notes.reveal(callId, { what, cardId: cardId ?? null, reason }),
    'caller/look-up-again': ({ callId }) => notes.lookUpAgain(callId),
  };
}
