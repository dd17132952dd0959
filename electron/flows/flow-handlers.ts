import type { HandlersOf } from '#shared/contract/index.ts';
import type { flowCommands } from '#shared/flows/contract.ts';
import type { FlowGuide } from './flow-guide.ts';

/** The commands of `shared/flows/contract.ts`, one handler each. Roles are checked before they get here. */
export function createFlowHandlers(flows: FlowGuide): HandlersOf<typeof flowCommands> {
  return {
    'flows/start': async (input) => flows.start(input),
    'flows/answer': async (input) => flows.answer(input),
    'flows/mark-asked': async (input) => flows.markAsked(input),
    'flows/back': async (input) => flows.back(input),
    'flows/restart': async (input) => flows.restart(input),
    'flows/stop': async (input) => flows.stop(input),
    'flows/resume': async (input) => flows.resume(input),
  };
}
