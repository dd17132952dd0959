import { z } from 'zod';
import { instantSchema } from '#shared/lib/ids.ts';

/**
 * 核心演练: how the sandbox core behaves on purpose, so that people learn what the desk shows then. `off` as usual · `slow` every answer
 * takes seconds · `errors` every other decision gets 503 · `twice` decisions are answered twice · `silent` decisions are carried out, or not,
 * and never answered.
 */
export const coreDrills = ['off', 'slow', 'errors', 'twice', 'silent'] as const;
export const coreDrillSchema = z.enum(coreDrills);
export type CoreDrill = z.infer<typeof coreDrillSchema>;

export const coreDrillStateSchema = z.strictObject({
  drill: coreDrillSchema,
  /** Whose will it is: a trainer's, until taken back; a scenario's, until its call is over. */
  by: z.enum(['trainer', 'scenario']).nullable(),
  since: instantSchema.nullable(),
});
export type CoreDrillState = z.infer<typeof coreDrillStateSchema>;

export const noCoreDrill: CoreDrillState = { drill: 'off', by: null, since: null };
