import { z } from 'zod';
import { roleSchema } from '#shared/seat/role.ts';
import { controlIdSchema, targetKindSchema } from './control-ids.ts';

const id = z.string().max(100);

export const controlErrors = {
  'control/card-unknown': z.strictObject({ cardId: id }),
  'control/card-not-holdable': z.strictObject({ state: z.string().max(40) }),
  /** Not on the screen of this call, so nobody looked at it when it was asked for. */
  'control/target-unknown': z.strictObject({ kind: targetKindSchema }),
  'control/bad-request': z.strictObject({
    problem: z.enum(['wrongTarget', 'missing', 'misplaced', 'past', 'noReason']),
  }),
  'control/hold-unknown': z.strictObject({ holdId: id }),
  'control/not-retryable': z.strictObject({ state: z.string().max(40) }),
  'control/not-written': z.strictObject({ reference: id }),
  /** Another decision about the same thing is on its way. */
  'control/busy': z.strictObject({ control: controlIdSchema }),
  /** The policy of the bank gives this control to others. */
  'control/not-your-role': z.strictObject({ control: controlIdSchema, who: z.array(roleSchema).max(3) }),
  /** `nobody`, `branch`: cannot be taken back from a desk. `nothing`: nothing stands. `decided`: the ask for it has been decided. */
  'control/not-undoable': z.strictObject({ why: z.enum(['nobody', 'branch', 'nothing', 'decided']) }),
  /** The five seconds are over. */
  'control/too-late': z.strictObject({ seconds: z.number() }),
};
