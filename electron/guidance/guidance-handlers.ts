import type { HandlersOf } from '#shared/contract/index.ts';
import type { guidanceCommands } from '#shared/guidance/contract.ts';
import type { Guidance } from './guidance.ts';

/** The commands of `shared/guidance/contract.ts`, one handler each. Roles are checked before they get here. */
export function createGuidanceHandlers(guidance: Guidance): HandlersOf<typeof guidanceCommands> {
  return {
    'guidance/choose-playbook': async (input) => guidance.choosePlaybook(input),
    'guidance/clear-playbook': async (input) => guidance.clearPlaybook(input),
    'guidance/tick-cue': async (input) => guidance.tickCue(input),
    'guidance/ask-question': async (input) => guidance.askQuestion(input),
    'guidance/answer-began': async (input) => guidance.answerBegan(input),
    'guidance/mark-answer': async (input) => guidance.markAnswer(input),
    'guidance/mark-said': async (input) => guidance.markSaid(input),
  };
}
