import type { HandlersOf } from '#shared/contract/index.ts';
import type { feedbackCommands } from '#shared/feedback/contract.ts';
import type { Feedback } from './feedback.ts';

/** The commands of `shared/feedback/contract.ts`. Roles are checked before they get here. */
export function createFeedbackHandlers(feedback: Feedback): HandlersOf<typeof feedbackCommands> {
  return {
    'feedback/capture': async (input) => feedback.capture(input),
    'feedback/annotate': async (input) => feedback.annotate(input),
    'feedback/list': async () => feedback.list(),
    'feedback/settle': async (input) => feedback.settle(input),
    'feedback/export': (input) => feedback.export(input),
  };
}
