import type { HandlersOf } from '#shared/contract/index.ts';
import type { caseCommands } from '#shared/cases/contract.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok } from '#shared/errors/result.ts';
import type { Cases } from './cases.ts';

/** The contract's side. `sendSample`: the sandbox lets a case arrive; null where there is none. */
export function createCaseHandlers(
  cases: Cases,
  sendSample: ((scenarioId: string | undefined) => Promise<string | null>) | null,
): HandlersOf<typeof caseCommands> {
  return {
    'cases/claim': ({ caseId }) => cases.claim(caseId),
    'cases/dial': ({ caseId }) => cases.dial(caseId),
    'cases/give-back': ({ caseId }) => cases.giveBack(caseId),
    'cases/mark-attempt': (input) => cases.markAttempt(input),
    'cases/decide': (input) => cases.decide(input),
    async 'cases/send-sample'({ scenarioId }) {
      const caseId = (await sendSample?.(scenarioId)) ?? null;
      return caseId === null
        ? fail(appError('cases/no-sample', { scenarioId: scenarioId ?? '' }))
        : ok({ caseId });
    },
  };
}
