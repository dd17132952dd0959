import { z } from 'zod';
import { command, topic } from '#shared/contract/define.ts';
import { callIdSchema, instantSchema } from '#shared/lib/ids.ts';
import { drawnSlateSchema, slateModeSchema } from './drawn.ts';
import { slateTextMax } from './limits.ts';

/** The slate of the call in front. `drawn` is what the caller sees now; null: no slate in the picture. */
export const slateStateSchema = z.strictObject({
  callId: callIdSchema.nullable(),
  text: z.string().max(slateTextMax),
  mode: slateModeSchema,
  drawn: drawnSlateSchema.nullable(),
  /** When this page came up. */
  shownAt: instantSchema.nullable(),
});
export type SlateState = z.infer<typeof slateStateSchema>;
export const noSlate: SlateState = { callId: null, text: '', mode: 'full', drawn: null, shownAt: null };

const byCall = { callId: callIdSchema };
const done = z.strictObject({});
const atDesk = { roles: ['agent', 'trainer', 'teamLead'] } as const;

export const slateCommands = {
  /**
   * What is on the slate, as it is typed: the picture follows at once, at the page of the last word. Adds video to the call
   * where there is none; answered when that is settled (`call/refused-by-exchange`, or `call/no-video`). Empty: the slate goes.
   */
  'slate/write': command(
    z.strictObject({ ...byCall, text: z.string().max(slateTextMax), mode: slateModeSchema }),
    done,
    atDesk,
  ),
  'slate/turn': command(
    z.strictObject({ ...byCall, by: z.union([z.literal(1), z.literal(-1)]) }),
    done,
    atDesk,
  ),
};

export const slateTopics = { 'slate/state': topic(slateStateSchema) };
