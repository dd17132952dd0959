import type { VerificationCase } from '#shared/cases/contract.ts';
import { longestDelayMs, reasonsOf, type Outcome } from '#shared/cases/outcome-choices.ts';
import type { ControlId } from '#shared/control/control-ids.ts';
import type { Who } from '#shared/core/text.ts';
import type { WireCase } from '#shared/core/wire-case.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { maskCard } from '#shared/masking/card.ts';
import type { CallId } from '#shared/lib/ids.ts';
import type { CaseControls, CaseRepository, Shown } from './ports.ts';

export interface Decision {
  readonly outcome: Outcome;
  readonly reason: string;
  readonly note: string;
  readonly until: number | null;
  readonly anyway?: boolean | undefined;
}

export interface DecideDeps {
  readonly clock: Clock;
  readonly controls: CaseControls;
  readonly repository: CaseRepository;
  readonly shown: Shown;
}

/** A decision that stands is not made again: what is left to do of each outcome. */
function controlsFor(outcome: Outcome, one: WireCase): readonly ControlId[] {
  if (outcome === 'release') return ['transactionRelease'];
  if (outcome === 'delay') return ['transactionDelay'];
  const refuse: readonly ControlId[] = one.decision === null ? ['transactionRefuse'] : [];
  return outcome === 'refuse'
    ? refuse
    : [...refuse, ...(one.accountProtected ? [] : (['accountProtect'] as const))];
}

const problemOf = ({ outcome, reason, until }: Decision, one: WireCase, now: number): Result<void> => {
  const { caseId } = one;
  if (!(reasonsOf[outcome] as readonly string[]).includes(reason))
    return fail(appError('common/invalid-input', { field: 'reason', reason: outcome }));
  if (outcome !== 'protect' && one.decision !== null) return fail(appError('cases/closed', { caseId }));
  if (outcome !== 'delay') return ok(undefined);
  if (until === null) return fail(appError('cases/bad-time', { reason: 'missing' }));
  if (until <= now) return fail(appError('cases/bad-time', { reason: 'past' }));
  return until > now + longestDelayMs
    ? fail(appError('cases/bad-time', { reason: 'tooFar' }))
    : ok(undefined);
};

/** Asks the outbox for what the outcome needs, and keeps who decided what, why, and what was on the screen. */
export function decide(
  { clock, controls, repository, shown }: DecideDeps,
  one: WireCase,
  decision: Decision,
  by: { readonly person: Who; readonly callId: CallId | null; readonly byRule: boolean },
): Result<void> {
  const problem = problemOf(decision, one, clock.now());
  if (!problem.ok) return problem;
  const { outcome, reason, note, until, anyway = false } = decision;
  if (outcome === 'release' && !by.byRule) {
    const may = controls.mayMove(by.callId, anyway);
    if (!may.ok) return may;
  }
  repository.addDecision({
    caseId: one.caseId,
    outcome,
    reason,
    note,
    until,
    at: clock.now(),
    by: by.person,
    callId: by.callId,
    shown: shown(),
  });
  for (const control of controlsFor(outcome, one)) {
    const ofAccount = control === 'accountProtect';
    const asked = controls.apply({
      control,
      target: ofAccount
        ? { kind: 'account', id: one.account.accountId, masked: maskCard(one.account.masked) }
        : { kind: 'transaction', id: one.transactionId, masked: one.payeeMasked },
      ...(until === null ? {} : { until }),
      reason: note === '' ? reason : `${reason}: ${note}`,
      caseId: one.caseId,
      callId: by.callId,
      byRule: by.byRule,
      anyway,
    });
    if (!asked.ok) return asked;
  }
  return ok(undefined);
}

/** Whether the rule of two attempts has come in, and nobody has done yet what it asks for. */
export const ruleIsDue = (one: VerificationCase, attempts: number): boolean =>
  one.attempts.length >= attempts &&
  one.attempts.every(({ result }) => result !== 'talked') &&
  one.asked.length === 0 &&
  (one.decision === null || (one.state === 'blocked' && !one.accountProtected));
