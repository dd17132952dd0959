import { z } from 'zod';

/**
 * A verification case's way (C06):
 *
 *   waiting ⇄ claimed ─→ delayed ─→ closed
 *      │         │          (claimed again at any time)
 *      └────┬────┘
 *           ├─→ blocked ─→ closed   refused, and nobody has talked to the holder yet
 *           └─→ closed              decided, or its time ran out
 *
 * Whether a seat has it is the lease's business: a case that nobody holds any more is waiting (or delayed, or blocked) again.
 */
export const caseStateSchema = z.enum(['waiting', 'delayed', 'blocked', 'closed']);
export type CaseState = z.infer<typeof caseStateSchema>;

/** What became of one ring. Only `talked` is a valid answer: somebody spoke to us and let themselves be asked. */
export const attemptResultSchema = z.enum([
  'noAnswer',
  'busy',
  'refused',
  'notReached',
  'hungUp',
  'noValidAnswer',
  'talked',
]);
export type AttemptResult = z.infer<typeof attemptResultSchema>;

/** `timer`: nobody asked for it by its time · `rule`: two attempts without a valid answer · `person`: somebody decided. */
export const deciderSchema = z.enum(['person', 'rule', 'timer']);
export const caseDecisionKindSchema = z.enum(['released', 'refused']);

export const transactionChannelSchema = z.enum(['app', 'web', 'counter', 'machine', 'other']);

/** After so many attempts without a valid answer the transaction is refused and the account protected (cases 3.15, 3.16). */
export const attemptsWithoutAnswer = 2;
