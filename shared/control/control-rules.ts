import { z } from 'zod';
import { moneySchema } from '#shared/core/text.ts';
import { instantSchema } from '#shared/lib/ids.ts';
import type { ControlAction, ControlId, TargetKind } from './control-ids.ts';

/** What a control needs to be told besides its target. Only its own field may be set. */
export const controlParamsSchema = z.strictObject({
  /** `limit`: the new, lower sum a day. */
  dayLimit: moneySchema.nullable().default(null),
  /** `transactionDelay`: refused by the core at this instant if nobody asks for it (case 3.13b). */
  until: instantSchema.nullable().default(null),
  /** `teach`: what the caller is sent. */
  message: z.string().trim().min(1).max(300).nullable().default(null),
});
export type ControlParams = z.output<typeof controlParamsSchema>;
export type ControlParamsInput = z.input<typeof controlParamsSchema>;
export const noParams: ControlParams = { dayLimit: null, until: null, message: null };

/** `nobody`: it cannot be taken back. `agent`: by an agent who has verified the caller. */
export type UndoneBy = 'nobody' | 'agent' | 'teamLead' | 'branch';

export interface ControlRule {
  readonly targets: readonly TargetKind[];
  readonly needs: keyof ControlParams | null;
  readonly undoneBy: UndoneBy;
  /** A sentence why, kept with the decision. The one click of a hold asks for none. */
  readonly needsReason: boolean;
}

/** The table of the domain, weakest first. */
export const controlRules: Readonly<Record<ControlId, ControlRule>> = {
  teach: { targets: ['customer'], needs: 'message', undoneBy: 'nobody', needsReason: false },
  limit: { targets: ['card', 'account'], needs: 'dayLimit', undoneBy: 'agent', needsReason: true },
  cardNotPresentOff: { targets: ['card'], needs: null, undoneBy: 'agent', needsReason: true },
  transactionDelay: { targets: ['transaction'], needs: 'until', undoneBy: 'nobody', needsReason: true },
  transactionRefuse: { targets: ['transaction'], needs: null, undoneBy: 'nobody', needsReason: true },
  transactionRelease: { targets: ['transaction'], needs: null, undoneBy: 'nobody', needsReason: true },
  cardHold: { targets: ['card'], needs: null, undoneBy: 'teamLead', needsReason: false },
  accountProtect: { targets: ['account'], needs: null, undoneBy: 'branch', needsReason: true },
  verbalLossReport: { targets: ['card'], needs: null, undoneBy: 'branch', needsReason: true },
};

export interface ControlWish {
  readonly action: ControlAction;
  readonly control: ControlId;
  readonly targetKind: TargetKind;
  readonly params: ControlParams;
  readonly reason: string;
}

/** What is wrong with a wish, or null. A parameter that belongs to another control is wrong, too: it would be kept as if it had been done. */
export function wishProblem(
  wish: ControlWish,
  now: number,
): 'wrongTarget' | 'missing' | 'misplaced' | 'past' | 'noReason' | null {
  const rule = controlRules[wish.control];
  if (!rule.targets.includes(wish.targetKind)) return 'wrongTarget';
  const needs = wish.action === 'undo' ? null : rule.needs;
  if (needs !== null && wish.params[needs] === null) return 'missing';
  const others = Object.entries(wish.params).filter(([name]) => name !== needs);
  if (others.some(([, value]) => value !== null)) return 'misplaced';
  if (needs === 'until' && (wish.params.until ?? 0) <= now) return 'past';
  if ((rule.needsReason || wish.action === 'undo') && wish.reason.trim().length < 2) return 'noReason';
  return null;
}

/**
 * One open request in each lane, whoever asks: a second click is the first one, a release cannot overtake its hold, and of the
 * three decisions about a transaction only one is on its way.
 */
export const laneOf = (control: ControlId, kind: TargetKind, id: string): string =>
  kind === 'transaction' ? `transaction:${id}` : `${control}:${kind}:${id}`;
