import { z } from 'zod';

const id = z.string().max(100);

export const flowErrors = {
  /** No call is up, so there is nothing to lead through. */
  'flows/no-call': z.strictObject({}),
  /** The command speaks of another call than the one that is up. */
  'flows/other-call': z.strictObject({ callId: id }),
  'flows/unknown-flow': z.strictObject({ flowId: id }),
  /** The flow's first day, `YYYY-MM-DD`, has not come. */
  'flows/not-in-force': z.strictObject({ flowId: id, from: z.string().max(10) }),
  /** No such run in this call, or it is over. */
  'flows/unknown-run': z.strictObject({ runId: id }),
  /** A late or second key press: the run is at another step already. Nothing was kept. */
  'flows/step-passed': z.strictObject({ stepId: id }),
  /** No such answer, card or value at this step. */
  'flows/bad-answer': z.strictObject({ stepId: id }),
  /** Looks like a card or ID number: such are never written down. */
  'flows/looks-secret': z.strictObject({}),
  'flows/nothing-before': z.strictObject({}),
};
