import { z } from 'zod';
import { sampleCaseSchema } from '#shared/cases/sample-case.ts';
import { scriptSchema } from './script.ts';

/** What the one who is rung does: does not come, is on the telephone, picks up and hangs up, or talks. */
export const takesSchema = z.enum(['noAnswer', 'busy', 'hangUp', 'talk']);
export type Takes = z.infer<typeof takesSchema>;

/** One file of `assets/scenarios/outbound`: a verification case, and who is rung for it. */
export const outboundSchema = z.strictObject({
  case: sampleCaseSchema,
  /** Ring by ring; the last one goes on for ever. */
  rings: z.array(takesSchema).min(1).max(6),
  script: scriptSchema,
});
export type Outbound = z.infer<typeof outboundSchema>;
