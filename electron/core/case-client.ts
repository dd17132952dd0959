import type { CaseGateway } from '#electron/cases/ports.ts';
import { wireCaseSchema, wireClaimAnswerSchema } from '#shared/core/wire-case.ts';
import { wireErrorSchema } from '#shared/core/wire-common.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, type Result } from '#shared/errors/result.ts';
import type { z } from 'zod';
import type { HttpClient } from './http.ts';
import { readAnswer } from './read-answer.ts';

/** The desk's questions about cases. All may be repeated: a claim renews, an attempt has its key. */
export function createCaseClient(http: HttpClient, timeoutMs: number): CaseGateway {
  const post = async <T>(
    schema: z.ZodType<T>,
    caseId: string,
    act: string,
    body: unknown,
  ): Promise<Result<T>> => {
    const outcome = await http.send({
      method: 'POST',
      path: `v1/cases/${encodeURIComponent(caseId)}/${act}`,
      body,
      timeoutMs,
      repeatable: true,
    });
    if (outcome.kind === 'answer' && outcome.status === 409) {
      const error = wireErrorSchema.safeParse(outcome.body);
      if (error.success && error.data.code === 'claimedElsewhere')
        return fail(
          appError('cases/claimed-elsewhere', {
            seat: String(error.data.params?.['seat'] ?? '').slice(0, 40),
          }),
        );
      if (error.success && error.data.code === 'caseClosed')
        return fail(appError('cases/closed', { caseId }));
    }
    return readAnswer(schema, outcome, timeoutMs);
  };
  return {
    claimCase: (caseId, claim) => post(wireClaimAnswerSchema, caseId, 'claim', claim),
    giveBackCase: (caseId, claim) => post(wireCaseSchema, caseId, 'give-back', claim),
    recordAttempt: (caseId, record) => post(wireCaseSchema, caseId, 'attempts', record),
  };
}
