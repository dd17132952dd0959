import type { HandlersOf } from '#shared/contract/index.ts';
import type { knowledgeCommands } from '#shared/knowledge/contract.ts';
import type { Knowledge } from './knowledge.ts';

/** The room's commands, for the contract. */
export function createKnowledgeHandlers(knowledge: Knowledge): HandlersOf<typeof knowledgeCommands> {
  return {
    'knowledge/search': (input) => knowledge.search(input),
    'knowledge/open': (input) => knowledge.open(input),
    'knowledge/report': (input) => knowledge.report(input),
  };
}
