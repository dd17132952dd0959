import type { HandlersOf } from '#shared/contract/index.ts';
import type { careCommands } from '#shared/care/contract.ts';
import type { CareDesk } from './care-desk.ts';

/** Commands of care, put to the desk's care. */
export function createCareHandlers(care: CareDesk): HandlersOf<typeof careCommands> {
  return {
    'care/start-steps': ({ callId, articleId }) => care.startSteps(callId, articleId),
    'care/step': ({ callId, move }) => care.step(callId, move),
    'care/end-steps': ({ callId }) => care.endSteps(callId),
    'care/safety-asked': ({ callId, id, asked }) => care.safetyAsked(callId, id, asked),
    'care/ask-help': ({ callId }) => care.askHelp(callId),
    'care/answer-help': ({ helpId, state, advice }) => care.answerHelp(helpId, state, advice),
    'care/withdraw-help': ({ callId }) => care.withdrawHelp(callId),
    'care/book': ({ callId, kind, dueAt, ownerId }) => care.book(callId, kind, dueAt, ownerId),
    'care/book-nobody': ({ callId, reason }) => care.bookNobody(callId, reason),
    'care/take-on': ({ followUpId }) => care.takeOn(followUpId),
    'care/call-again': ({ followUpId }) => care.callAgain(followUpId),
    'care/close-follow-up': ({ followUpId, state }) => care.closeFollowUp(followUpId, state),
  };
}
