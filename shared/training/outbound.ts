import { z } from 'zod';
import { sampleCaseSchema } from '#shared/cases/sample-case.ts';
import { addsUp, trainingPart, type Scenario } from './scenario.ts';
import { scriptSchema } from './script.ts';

/** What the one who is rung does: does not come, is on the telephone, picks up and hangs up, or talks. */
export const takesSchema = z.enum(['noAnswer', 'busy', 'hangUp', 'talk']);
export type Takes = z.infer<typeof takesSchema>;

/** One file of `assets/scenarios/outbound`: a verification case, and who is rung for it. */
export const outboundSchema = z.strictObject({
  case: sampleCaseSchema,
  /** Ring by ring; the last one goes on for ever. */
  rings: z.array(takesSchema).min(1).max(6),
  /** Left out: the case can be sent from the inbox, and is not in the trainer's list. */
  training: z.strictObject(trainingPart).refine(addsUp, 'rubric points must add up to 100').optional(),
  script: scriptSchema,
});
export type Outbound = z.infer<typeof outboundSchema>;

/** After two without an answer the rule acts (case 3.15). */
const ringsOfRule = 2;

/** The same case as a scenario to be played and judged; null where it has no training part. */
export function outboundScenario({ training, rings, script }: Outbound): Scenario | null {
  if (!training) return null;
  const talks = rings.indexOf('talk');
  return { ...training, core: 'off', script, rings: talks < 0 ? ringsOfRule : talks + 1 };
}
