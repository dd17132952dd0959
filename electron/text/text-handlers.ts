import type { HandlersOf } from '#shared/contract/index.ts';
import type { textCommands } from '#shared/text/contract.ts';
import type { Texts } from './texts.ts';

/** The commands of `shared/text/contract.ts`. Roles are checked before they get here. */
export function createTextHandlers(texts: Texts): HandlersOf<typeof textCommands> {
  return {
    'text/keep-draft': ({ callId, text }) => texts.keepDraft(callId, text),
    'text/reply': ({ threadId, text }) => texts.reply(threadId, text),
    'text/put-away': ({ threadId }) => texts.putAway(threadId),
  };
}
