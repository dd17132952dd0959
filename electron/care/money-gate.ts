import type { CareState } from '#shared/care/contract.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';

/**
 * 动钱先问: whether money may move for this caller now. One place for every way there is: a control, a case, a hold that is taken back.
 * `anyway`: the agent was told which question is open and goes on all the same; only where the bank's policy warns.
 */
export function mayMoveMoney({ policy, left }: CareState['money'], anyway: boolean): Result<void> {
  const [next] = left;
  if (next === undefined || (policy === 'warn' && anyway)) return ok(undefined);
  return fail(appError('care/safety-first', { next, left: left.length, policy }));
}
